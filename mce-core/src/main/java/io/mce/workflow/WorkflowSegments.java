package io.mce.workflow;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.segment.SegmentId;
import io.mce.segment.SegmentUse;
import jakarta.inject.Inject;
import java.util.Optional;

/** Workflows need the segments in their conditions. */
final class WorkflowSegments implements SegmentUse {

  private final Database database;

  @Inject
  WorkflowSegments(Database database) {
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
                    select name from mce_workflow
                    where organization_id = :organizationId and definition like :segment
                    order by id limit 1
                    """)
                .bind("segment", "%\"" + segmentId + "\"%")
                .map(Row.mapper(row -> "the workflow \"" + row.text("name") + "\""))
                .findOne());
  }
}
