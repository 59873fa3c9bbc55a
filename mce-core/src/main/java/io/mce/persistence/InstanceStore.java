package io.mce.persistence;

import io.mce.kernel.OrganizationId;
import io.mce.spi.Internal;
import java.util.Optional;

/** What a database remembers of the whole installation, and the list of its organizations. */
@Internal
public final class InstanceStore {

  private final Database database;

  /** Creates the store of this database. */
  public InstanceStore(Database database) {
    this.database = database;
  }

  /** Returns the value of this name, if there is one. */
  public Optional<String> find(String name) {
    return database.readDirectory(transaction ->
        transaction
            .query("select value from mce_instance where name = :name")
            .bind("name", name)
            .mapTo(String.class)
            .findOne());
  }

  /** Stores a value unless there is one of this name; tells whether it did. */
  public boolean insert(String name, String value) {
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
  public boolean replace(String name, String before, String after) {
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
  public void put(String name, String value) {
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

  /** Removes the value of this name; without one it changes nothing. */
  public void remove(String name) {
    database.directory(transaction ->
        transaction
            .update("delete from mce_instance where name = :name")
            .bind("name", name)
            .execute());
  }

  /** Returns the organization after this one, or the first, in the order of their ids. */
  public Optional<OrganizationId> organizationAfter(String id) {
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
