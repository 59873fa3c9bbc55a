package io.mce.testing;

import io.mce.persistence.Database;
import io.mce.persistence.Databases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;

/**
 * Empty databases that have the schema already: it is made once per JVM and copied for each test,
 * which takes a fraction of the time.
 */
final class ReadySchema {

  private ReadySchema() {}

  /** Makes the file of a database. */
  static void sqlite(Path file) throws IOException {
    Files.write(file, Sqlite.FILE);
  }

  /** Makes a database on the server of this JVM. */
  static DataSource postgres() {
    return TestPostgres.newDatabase(Postgres.TEMPLATE);
  }

  private static final class Sqlite {
    private static final byte[] FILE = migrated();

    private static byte[] migrated() {
      try {
        Path folder = Files.createTempDirectory("mce-schema");
        Path file = folder.resolve("mce.db");
        try (Database database = Databases.sqlite(file)) {
          database.migrate();
        }
        byte[] bytes = Files.readAllBytes(file);
        MceExtension.delete(folder);
        return bytes;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Postgres {
    private static final String TEMPLATE = migrated();

    private static String migrated() {
      String name = TestPostgres.create("template1");
      try (Database database = Databases.postgres(TestPostgres.at(name))) {
        database.migrate();
      }
      return name;
    }
  }
}
