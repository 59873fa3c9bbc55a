package io.mce.campaign;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.segment.SegmentId;
import io.mce.segment.SegmentUse;
import jakarta.inject.Inject;
import java.util.Optional;

/** Campaigns that have not ended need their segment. */
final class CampaignSegments implements SegmentUse {

  private final Database database;

  @Inject
  CampaignSegments(Database database) {
    this.database = database;
  }

  @Override
  public Optional<String> user(OrganizationId organizationId, SegmentId segmentId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select c.name from mce_campaign_segment s
                    join mce_campaign c on c.organization_id = s.organization_id
                      and c.id = s.campaign_id
                    where s.organization_id = :organizationId and s.segment_id = :segment
                      and c.status in ('DRAFT', 'RUNNING', 'PAUSED')
                    order by c.id limit 1
                    """)
                .bind("segment", segmentId)
                .map(Row.mapper(row -> "the campaign \"" + row.text("name") + "\""))
                .findOne());
  }
}
