package dev.driftwood.trainer.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A report: one HTML file with all that it shows inside.
 *
 * @param title of the page
 * @param generator what made it, as its metadata say
 * @param lead a first paragraph
 * @param sections in their order
 */
public record Page(String title, String generator, String lead, List<Section> sections) {
  public Page {
    sections = List.copyOf(sections);
  }

  /**
   * A part of the page under a heading.
   *
   * @param heading of the part
   * @param blocks in their order
   */
  public record Section(String heading, List<Block> blocks) {
    public Section {
      blocks = List.copyOf(blocks);
    }

    String html() {
      return blocks.stream()
          .map(Block::html)
          .collect(
              Collectors.joining(
                  "\n", "<section>\n<h2>" + Markup.text(heading) + "</h2>\n", "\n</section>\n"));
    }
  }

  /** The element by which {@link #html} tells its generator. */
  public static String mark(String generator) {
    return "<meta name=\"generator\" content=\"" + Markup.text(generator) + "\">";
  }

  /** The whole file's text. */
  public String html() {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        %s
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        <h1>%s</h1>
        <p class="lead">%s</p>
        %s</main>
        </body>
        </html>
        """
        .formatted(
            mark(generator),
            Markup.text(title),
            style(),
            Markup.text(title),
            Markup.text(lead),
            sections.stream().map(Section::html).collect(Collectors.joining()));
  }

  private static String style() {
    try (InputStream stream = Page.class.getResourceAsStream("report.css")) {
      if (stream == null) {
        throw new IllegalStateException("report.css: not on the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
