package io.mce.persistence;

import io.mce.kernel.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.mapper.RowMapper;

/** One row of a result, read by column name in the engine's own types. Valid while it is mapped. */
public final class Row {

  private final ResultSet result;

  private Row(ResultSet result) {
    this.result = result;
  }

  /** Wraps a function of a row as a Jdbi mapper. */
  public static <T> RowMapper<T> mapper(Function<Row, T> function) {
    return (result, context) -> function.apply(new Row(result));
  }

  /** Returns a text column that is not null. */
  public String text(String column) {
    return optionalText(column)
        .orElseThrow(() -> new IllegalStateException("column " + column + " is null"));
  }

  /** Returns a text column. */
  public Optional<String> optionalText(String column) {
    return Optional.ofNullable(read(() -> result.getString(column)));
  }

  /** Returns an id column that is not null. */
  public UUID uuid(String column) {
    return UUID.fromString(text(column));
  }

  /** Returns an id column. */
  public Optional<UUID> optionalUuid(String column) {
    return optionalText(column).map(UUID::fromString);
  }

  /** Returns the organization the row belongs to. */
  public OrganizationId organizationId() {
    return new OrganizationId(uuid("organization_id"));
  }

  /** Returns a number column; null reads as zero. */
  public long number(String column) {
    return read(() -> result.getLong(column));
  }

  /** Returns a number column. */
  public OptionalLong optionalNumber(String column) {
    return read(() -> {
      long value = result.getLong(column);
      return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    });
  }

  /** Returns a small number column; null reads as zero. */
  public int integer(String column) {
    return read(() -> result.getInt(column));
  }

  /** Returns a truth column. */
  public boolean flag(String column) {
    return read(() -> result.getBoolean(column));
  }

  /** Returns a time column that is not null. */
  public Instant instant(String column) {
    return Instant.ofEpochMilli(number(column));
  }

  /** Returns a time column. */
  public Optional<Instant> optionalInstant(String column) {
    OptionalLong millis = optionalNumber(column);
    return millis.isPresent()
        ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
        : Optional.empty();
  }

  /** Returns a binary column that is not null. */
  public byte[] bytes(String column) {
    return optionalBytes(column)
        .orElseThrow(() -> new IllegalStateException("column " + column + " is null"));
  }

  /** Returns a binary column. */
  public Optional<byte[]> optionalBytes(String column) {
    return Optional.ofNullable(read(() -> result.getBytes(column)));
  }

  /** Returns a text column as an enum constant. */
  public <E extends Enum<E>> E constant(String column, Class<E> type) {
    return Enum.valueOf(type, text(column));
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.read();
    } catch (SQLException e) {
      throw new IllegalStateException("a column cannot be read", e);
    }
  }

  private interface Reading<T> {
    T read() throws SQLException;
  }
}
