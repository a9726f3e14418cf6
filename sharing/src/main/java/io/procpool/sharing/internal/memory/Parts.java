package io.procpool.sharing.internal.memory;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Files beside that of a block, which any process that has the block can make, open and remove:
 * {@code BLOCK-NAME}. They are in the folder of the block's creator, and so outlive who has made
 * them, but not him. Safe for use by several threads.
 */
public final class Parts {

  private final Block block;

  public Parts(Block block) {
    this.block = block;
  }

  /** Makes one that is all zeros, and written in full; in place of one that was left behind. */
  public ByteBuffer create(String name, int length) throws IOException {
    Path path = newFile(name, length);
    try {
      Block.fill(path, length);
      return whenStillOpen(name, Block.map(path, 0, length));
    } catch (IOException | RuntimeException | Error e) {
      remove(name);
      throw e;
    }
  }

  /** Maps one that was made. */
  public ByteBuffer open(String name) throws IOException {
    File file = path(name).toFile();
    long length = file.length();
    if (length == 0) {
      throw new NoSuchFileException(file.toString());
    }
    return Block.map(file.toPath(), 0, length);
  }

  /** Makes one that has these bytes. */
  public void write(String name, byte[] bytes, int length) throws IOException {
    try (OutputStream out = new FileOutputStream(newFile(name, length).toFile())) {
      out.write(bytes, 0, length);
      whenStillOpen(name, bytes);
    } catch (IOException | RuntimeException | Error e) {
      remove(name);
      throw e;
    }
  }

  public byte[] read(String name) throws IOException {
    try (FileInputStream in = new FileInputStream(path(name).toFile())) {
      return in.readAllBytes();
    }
  }

  /** May be called again. */
  public void remove(String name) {
    path(name).toFile().delete();
  }

  /** All there are of the block. */
  public void removeAll() {
    File[] files =
        block
            .path()
            .getParent()
            .toFile()
            .listFiles((folder, name) -> name.startsWith(block.path().getFileName() + "-"));
    for (File file : files == null ? new File[0] : files) {
      file.delete();
    }
  }

  private Path newFile(String name, int length) throws IOException {
    Path path = path(name);
    if (path.getParent().toFile().getUsableSpace() < length) {
      throw new IOException("there is no place for " + length + " bytes in " + path.getParent());
    }
    Files.deleteIfExists(path);
    return Files.createFile(path, Place.onlyForUs("rw-------"));
  }

  /** Who has closed the block has removed its parts, and may have missed this one. */
  private <T> T whenStillOpen(String name, T made) {
    if (block.isClosed()) {
      remove(name);
      throw block.gone();
    }
    return made;
  }

  private Path path(String name) {
    return block.path().resolveSibling(block.path().getFileName() + "-" + name);
  }
}
