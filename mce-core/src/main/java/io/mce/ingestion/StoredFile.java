package io.mce.ingestion;

import io.mce.kernel.OrganizationId;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/** Reads the file of an import piece by piece; holds one piece in memory. Not thread-safe. */
final class StoredFile extends InputStream {

  private final ImportFileStore store;
  private final OrganizationId organizationId;
  private final ImportId importId;
  private int number;
  private byte[] chunk = {};
  private int position;

  StoredFile(ImportFileStore store, OrganizationId organizationId, ImportId importId) {
    this.store = store;
    this.organizationId = organizationId;
    this.importId = importId;
  }

  @Override
  public int read() {
    return hasMore() ? chunk[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int count = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, buffer, offset, count);
    position += count;
    return count;
  }

  private boolean hasMore() {
    while (position == chunk.length) {
      Optional<byte[]> next = store.chunk(organizationId, importId, number);
      if (next.isEmpty()) {
        return false;
      }
      chunk = next.get();
      position = 0;
      number++;
    }
    return true;
  }
}
