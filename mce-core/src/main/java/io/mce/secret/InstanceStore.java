package io.mce.secret;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import java.util.Optional;

/** What the database remembers of its keys, and the list of organizations they are for. */
final class InstanceStore {

  private final Database database;

  InstanceStore(Database database) {
    this.database = database;
  }

  Optional<String> find(String name) {
    return database.readDirectory(transaction ->
        transaction
            .query("select value from mce_instance where name = :name")
            .bind("name", name)
            .mapTo(String.class)
            .findOne());
  }

  /** Stores a value unless there is one of this name; tells whether it did. */
  boolean insert(String name, String value) {
    return database.directory(transaction ->
        transaction
                .update(
                    """
                    insert into mce_instance (name, value) values (:name, :value)
                    on conflict (name) do nothing
                    """)
                .bind("name", name)
                .bind("value", value)
                .execute()
            == 1);
  }

  /** Replaces a value that is still this one. */
  boolean replace(String name, String before, String after) {
    return database.directory(transaction ->
        transaction
                .update(
                    """
                    update mce_instance set value = :after
                    where name = :name and value = :before
                    """)
                .bind("name", name)
                .bind("before", before)
                .bind("after", after)
                .execute()
            == 1);
  }

  /** Stores a value, whatever was there. */
  void put(String name, String value) {
    database.directory(transaction ->
        transaction
            .update(
                """
                insert into mce_instance (name, value) values (:name, :value)
                on conflict (name) do update set value = excluded.value
                """)
            .bind("name", name)
            .bind("value", value)
            .execute());
  }

  /** Returns the organization after this one, or the first, in the order of their ids. */
  Optional<OrganizationId> organizationAfter(String id) {
    return database.readDirectory(transaction ->
        transaction
            .query(
                """
                select organization_id from mce_organization_key
                where organization_id > :after order by organization_id limit 1
                """)
            .bind("after", id)
            .map(Row.mapper(Row::organizationId))
            .findOne());
  }
}
