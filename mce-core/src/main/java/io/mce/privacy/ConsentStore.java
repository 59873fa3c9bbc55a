package io.mce.privacy;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.secret.SealedColumn;
import io.mce.secret.SealedValue;
import io.mce.secret.SecretBox;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Rows of consents; where a person said so is sealed. */
final class ConsentStore {

  /** What of it is sealed. */
  static final SealedColumn COLUMN =
      new SealedColumn(
          "mce_consent",
          "source_sealed",
          List.of("id"),
          row -> place(new ConsentId(row.uuid("id"))));

  private final Database database;
  private final SecretBox box;

  @Inject
  ConsentStore(Database database, SecretBox box) {
    this.database = database;
    this.box = box;
  }

  void insert(OrganizationId organizationId, UUID person, Consent consent) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_consent (organization_id, id, lead_id, purpose, channel, status,
                      source_sealed, recorded_by, recorded_at, expires_at)
                    values (:organizationId, :id, :person, :purpose, :channel, :status,
                      :source, :recordedBy, :recordedAt, :expiresAt)
                    """)
                .bind("id", consent.id())
                .bind("person", person)
                .bind("purpose", consent.purpose())
                .bind("channel", consent.channel())
                .bind("status", consent.status().name())
                .bind(
                    "source",
                    box.seal(organizationId, place(consent.id()), consent.source()).text())
                .bind("recordedBy", consent.recordedBy())
                .bind("recordedAt", consent.recordedAt())
                .bind("expiresAt", consent.expiresAt().orElse(null))
                .execute());
  }

  /** Returns all records of a person, newest first. */
  List<Consent> of(OrganizationId organizationId, UUID person) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_consent
                    where organization_id = :organizationId and lead_id = :person
                    order by id desc
                    """)
                .bind("person", person)
                .map(Row.mapper(row -> consent(organizationId, row)))
                .list());
  }

  private Consent consent(OrganizationId organizationId, Row row) {
    ConsentId id = new ConsentId(row.uuid("id"));
    return new Consent(
        id,
        row.text("purpose"),
        row.text("channel"),
        row.constant("status", ConsentStatus.class),
        box.openText(organizationId, place(id), new SealedValue(row.text("source_sealed"))),
        row.text("recorded_by"),
        row.instant("recorded_at"),
        row.optionalInstant("expires_at"));
  }

  long count(OrganizationId organizationId, UUID person) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select count(*) as n from mce_consent
                    where organization_id = :organizationId and lead_id = :person
                    """)
                .bind("person", person)
                .mapTo(Long.class)
                .one());
  }

  /** Makes records those of another person. */
  void give(OrganizationId organizationId, List<ConsentId> ids, UUID person) {
    if (ids.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_consent set lead_id = :person
                    where organization_id = :organizationId and id in (<ids>)
                    """)
                .bind("person", person)
                .bindList("ids", ids)
                .execute());
  }

  /** Removes records that no person made. */
  void delete(OrganizationId organizationId, List<ConsentId> ids) {
    if (ids.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_consent
                    where organization_id = :organizationId and id in (<ids>)
                    """)
                .bindList("ids", ids)
                .execute());
  }

  void deleteOf(OrganizationId organizationId, UUID person) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_consent
                    where organization_id = :organizationId and lead_id = :person
                    """)
                .bind("person", person)
                .execute());
  }

  private static String place(ConsentId id) {
    return "consent:" + id;
  }
}
