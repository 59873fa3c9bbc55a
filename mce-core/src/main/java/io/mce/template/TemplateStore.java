package io.mce.template;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.channel.TemplateApprovals;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import io.mce.provider.AccountId;
import io.mce.spi.TemplateCategory;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows of templates. What the carrier says of them is no secret and names nobody. */
final class TemplateStore implements TemplateApprovals {

  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  /**
   * A template and when the carrier last spoke of it by itself.
   *
   * @param toldAt by the carrier's clock
   */
  record Stored(ChannelTemplate template, Optional<Instant> toldAt) {}

  private static final RowMapper<Stored> STORED =
      Row.mapper(row ->
          new Stored(
              new ChannelTemplate(
                  new AccountId(row.uuid("account_id")),
                  row.text("name"),
                  row.text("language"),
                  row.optionalText("category").map(TemplateCategory::valueOf),
                  row.text("body"),
                  Json.read(row.text("parameters"), TEXTS),
                  row.constant("state", TemplateState.class),
                  row.optionalText("quality"),
                  row.optionalText("reason")),
              row.optionalInstant("told_at")));

  private final Database database;

  @Inject
  TemplateStore(Database database) {
    this.database = database;
  }

  /** Returns the templates of an account, by name and language. */
  List<Stored> list(OrganizationId organizationId, AccountId account) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_channel_template
                    where organization_id = :organizationId and account_id = :accountId
                    order by name, language
                    """)
                .bind("accountId", account)
                .map(STORED)
                .list());
  }

  Optional<Stored> find(
      OrganizationId organizationId, AccountId account, String name, String language) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_channel_template
                    where organization_id = :organizationId and account_id = :accountId
                      and name = :name and language = :language
                    """)
                .bind("accountId", account)
                .bind("name", name)
                .bind("language", language)
                .map(STORED)
                .findOne());
  }

  @Override
  public Set<AccountId> approvedBy(OrganizationId organizationId, String name, String language) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select account_id from mce_channel_template
                    where organization_id = :organizationId and name = :name
                      and language = :language and state = :approved
                    """)
                .bind("name", name)
                .bind("language", language)
                .bind("approved", TemplateState.APPROVED.name())
                .map(Row.mapper(row -> new AccountId(row.uuid("account_id"))))
                .set());
  }

  /** Adds templates, or replaces what was known of them. */
  void put(OrganizationId organizationId, Collection<ChannelTemplate> templates) {
    if (templates.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  insert into mce_channel_template (organization_id, account_id, name, language,
                    category, body, parameters, state, quality, reason)
                  values (:organizationId, :accountId, :name, :language,
                    :category, :body, :parameters, :state, :quality, :reason)
                  on conflict (organization_id, account_id, name, language) do update
                  set category = excluded.category, body = excluded.body,
                    parameters = excluded.parameters, state = excluded.state,
                    quality = excluded.quality, reason = excluded.reason
                  """);
          for (ChannelTemplate each : templates) {
            batch
                .bind("accountId", each.account())
                .bind("name", each.name())
                .bind("language", each.language())
                .bind("category", each.category().map(Enum::name).orElse(null))
                .bind("body", each.body())
                .bind("parameters", Json.write(each.parameters()))
                .bind("state", each.state().name())
                .bind("quality", each.quality().orElse(null))
                .bind("reason", each.reason().orElse(null))
                .add();
          }
          batch.execute();
        });
  }

  /**
   * Notes what the carrier said of one template by itself, unless it has said something later.
   *
   * @return whether there is such a template and this was the latest word
   */
  boolean tell(
      OrganizationId organizationId,
      ChannelTemplate template,
      TemplateState state,
      Optional<String> reason,
      Instant at) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_channel_template
                        set state = :state, reason = :reason, told_at = :at
                        where organization_id = :organizationId and account_id = :accountId
                          and name = :name and language = :language
                          and coalesce(told_at, 0) <= :at
                        """)
                    .bind("accountId", template.account())
                    .bind("name", template.name())
                    .bind("language", template.language())
                    .bind("state", state.name())
                    .bind("reason", reason.orElse(null))
                    .bind("at", at)
                    .execute()
                == 1);
  }

  void remove(OrganizationId organizationId, ChannelTemplate template) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_channel_template
                    where organization_id = :organizationId and account_id = :accountId
                      and name = :name and language = :language
                    """)
                .bind("accountId", template.account())
                .bind("name", template.name())
                .bind("language", template.language())
                .execute());
  }
}
