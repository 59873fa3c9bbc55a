package io.mce.project;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** There is something new to sell. */
@EventName("project.created")
public record ProjectCreated(ProjectId projectId, String code) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("project", projectId);
  }
}
