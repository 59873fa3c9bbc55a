package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.event.RecordedEvent;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PageRequest;
import io.mce.testing.MceExtension;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An organization, and what tests ask about its leads. */
abstract class LeadFixture {

  @RegisterExtension final MceExtension mce;

  Actor actor;
  Leads leads;

  LeadFixture(MceExtension mce) {
    this.mce = mce;
  }

  @BeforeEach
  void organization() {
    actor = newActor("acme");
    leads = mce.engine().leads();
  }

  Actor newActor(String key) {
    OrganizationId id = mce.engine().organizations().ensure(key, key).id();
    return Actor.system(id, "leads-test");
  }

  Lead captured(LeadDraft draft) {
    return leads.get(actor, leads.capture(actor, draft).leadId());
  }

  List<RecordedEvent> eventsNamed(String name) {
    return mce.engine().events().since(actor, 0, 1_000).events().stream()
        .filter(event -> event.name().equals(name))
        .toList();
  }

  List<LeadId> list(LeadQuery query) {
    return leads.list(actor, query, PageRequest.first(200)).items().stream().map(Lead::id).toList();
  }

  static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
