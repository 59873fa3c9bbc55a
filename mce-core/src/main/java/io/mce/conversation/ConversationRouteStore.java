package io.mce.conversation;

import io.mce.channel.ConversationRoutes;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.provider.AccountId;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** By which accounts conversations go on when messages of theirs took another way. */
final class ConversationRouteStore implements ConversationRoutes {

  private final Database database;

  @Inject
  ConversationRouteStore(Database database) {
    this.database = database;
  }

  @Override
  public Map<UUID, Instant> lastInbound(
      OrganizationId organizationId, Collection<UUID> leadIds, AccountId account) {
    Map<UUID, Instant> last = new HashMap<>();
    if (leadIds.isEmpty()) {
      return last;
    }
    database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select lead_id, max(last_inbound_at) as last_inbound_at from mce_conversation
                    where organization_id = :organizationId and lead_id in (<leadIds>)
                      and account_id = :accountId and last_inbound_at is not null
                    group by lead_id
                    """)
                .bindList("leadIds", List.copyOf(leadIds))
                .bind("accountId", account)
                .map(
                    Row.mapper(row ->
                        last.put(row.uuid("lead_id"), row.instant("last_inbound_at")) == null))
                .list());
    return last;
  }

  @Override
  public void goBy(
      OrganizationId organizationId, Collection<UUID> conversationIds, AccountId account) {
    if (conversationIds.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_conversation
                    set route_account_id = case when account_id = :accountId then null
                      else :accountId end
                    where organization_id = :organizationId and id in (<ids>)
                    """)
                .bindList("ids", List.copyOf(conversationIds))
                .bind("accountId", account)
                .execute());
  }
}
