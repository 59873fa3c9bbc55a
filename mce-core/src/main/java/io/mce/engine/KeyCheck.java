package io.mce.engine;

import io.mce.persistence.Database;
import io.mce.secret.KeyRing;

/** Stops a start with a master key that cannot open what this database holds. */
final class KeyCheck {

  private static final String NAME = "key-check";

  private final Database database;
  private final KeyRing keys;

  KeyCheck(Database database, KeyRing keys) {
    this.database = database;
    this.keys = keys;
  }

  void verify() {
    String stored =
        database.directory(transaction -> {
          transaction
              .update(
                  """
                  insert into mce_instance (name, value) values (:name, :value)
                  on conflict (name) do nothing
                  """)
              .bind("name", NAME)
              .bind("value", keys.checkValue())
              .execute();
          return transaction
              .query("select value from mce_instance where name = :name")
              .bind("name", NAME)
              .mapTo(String.class)
              .one();
        });
    keys.requireCheckValue(stored);
  }
}
