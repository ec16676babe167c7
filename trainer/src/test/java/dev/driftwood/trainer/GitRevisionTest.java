package dev.driftwood.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRevisionTest {
  private static final String SHA = "3f9e464c0ffee0000000000000000000000beef1";

  @TempDir private Path folder;

  @Test
  void followsTheBranch() throws IOException {
    Path git = Files.createDirectories(folder.resolve("clone/.git/refs/heads/x"));
    write(folder.resolve("clone/.git/HEAD"), "ref: refs/heads/x/y\n");
    write(git.resolve("y"), SHA + "\n");
    Path code = Files.createDirectories(folder.resolve("clone/a/b"));

    assertThat(GitRevision.above(code)).hasValue(SHA);
  }

  @Test
  void findsPackedBranchesAndDetachedHeads() throws IOException {
    Path git = Files.createDirectories(folder.resolve("clone/.git"));
    write(git.resolve("HEAD"), "ref: refs/heads/main\n");
    write(git.resolve("packed-refs"), "# pack-refs\n" + SHA + " refs/heads/main\n");
    assertThat(GitRevision.above(folder.resolve("clone"))).hasValue(SHA);

    write(git.resolve("HEAD"), SHA + "\n");
    assertThat(GitRevision.above(folder.resolve("clone"))).hasValue(SHA);
  }

  @Test
  void knowsLinkedWorkTrees() throws IOException {
    Path git = Files.createDirectories(folder.resolve("clone/.git/refs/heads"));
    write(git.resolve("loop"), SHA + "\n");
    Path linked = Files.createDirectories(folder.resolve("clone/.git/worktrees/w"));
    write(linked.resolve("HEAD"), "ref: refs/heads/loop\n");
    write(linked.resolve("commondir"), "../..\n");
    Path tree = Files.createDirectories(folder.resolve("tree"));
    write(tree.resolve(".git"), "gitdir: " + linked + "\n");

    assertThat(GitRevision.above(tree)).hasValue(SHA);
  }

  @Test
  void isAbsentOutsideOfAClone() throws IOException {
    assertThat(GitRevision.above(folder)).isEmpty();
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }
}
