package io.mce.project;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/**
 * A project was edited, archived or restored.
 *
 * @param active whether it is offered now
 */
@EventName("project.changed")
public record ProjectChanged(ProjectId projectId, String code, boolean active)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("project", projectId);
  }
}
