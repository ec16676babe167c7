// Points of the plane.

/** A scatter plot that grows with what it is given. */
export class Plot {
  #canvas;
  #points = new Map();
  #marks = [];
  #reach = 1;
  #asked = false;

  /** `picked` is told of the point that somebody clicks on. */
  constructor(canvas, picked) {
    this.#canvas = canvas;
    new ResizeObserver(() => this.#draw()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#draw());
    canvas.addEventListener("click", (event) => {
      const half = canvas.clientWidth / 2;
      picked((event.offsetX / half - 1) * this.#reach, (1 - event.offsetY / half) * this.#reach);
    });
  }

  clear() {
    this.#points.clear();
    this.#marks = [];
    this.#reach = 1;
    this.#draw();
  }

  /** Where a row is. */
  put(row, point, done) {
    this.#points.set(row, { point, done });
    this.#cover(point);
    this.#draw();
  }

  /** A point that was scored. */
  mark(point) {
    this.#marks.push(point);
    this.#cover(point);
    this.#draw();
  }

  #cover(point) {
    const far = 1.08 * Math.max(Math.abs(point[0]), Math.abs(point[1]));
    if (Number.isFinite(far) && far > this.#reach) this.#reach = far;
  }

  #draw() {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      this.#paint();
    });
  }

  #paint() {
    const side = this.#canvas.clientWidth * devicePixelRatio;
    this.#canvas.width = side;
    this.#canvas.height = side;
    const pen = this.#canvas.getContext("2d");
    const color = (name) => getComputedStyle(this.#canvas).getPropertyValue(name);
    const place = (value) => (side / 2) * (1 + value / this.#reach);
    this.#paintAxes(pen, side, color("--line"), color("--quiet"));
    pen.fillStyle = color("--accent");
    const radius = Math.max(1.5, 3 - this.#points.size / 400) * devicePixelRatio;
    for (const { point, done } of this.#points.values()) {
      pen.globalAlpha = done ? 0.85 : 0.4;
      pen.beginPath();
      pen.arc(place(point[0]), place(-point[1]), radius, 0, 2 * Math.PI);
      pen.fill();
    }
    pen.globalAlpha = 1;
    pen.strokeStyle = color("--failure");
    pen.lineWidth = 2 * devicePixelRatio;
    for (const point of this.#marks) {
      pen.beginPath();
      pen.arc(place(point[0]), place(-point[1]), 3 * radius, 0, 2 * Math.PI);
      pen.stroke();
    }
  }

  #paintAxes(pen, side, line, ink) {
    pen.strokeStyle = line;
    pen.lineWidth = devicePixelRatio;
    pen.strokeRect(side / 2, -9, 0, side + 18);
    pen.strokeRect(-9, side / 2, side + 18, 0);
    pen.fillStyle = ink;
    pen.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
    const text = this.#reach.toPrecision(2);
    pen.textAlign = "right";
    pen.fillText(text, side - 6 * devicePixelRatio, side / 2 - 5 * devicePixelRatio);
    pen.textAlign = "left";
    pen.fillText(`−${text}`, 6 * devicePixelRatio, side / 2 - 5 * devicePixelRatio);
  }
}
