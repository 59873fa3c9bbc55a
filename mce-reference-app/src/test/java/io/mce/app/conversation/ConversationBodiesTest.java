package io.mce.app.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.app.conversation.ConversationController.MessageBody;
import io.mce.app.conversation.ConversationController.TemplateUseBody;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people write, as it arrives. */
final class ConversationBodiesTest {

  @Test
  void neither_the_text_nor_the_values_of_a_template_get_into_logs() {
    TemplateUseBody template = new TemplateUseBody("order", "en", Map.of("1", "Zorblatt"));
    assertThat(new MessageBody("Dear Zorblatt", "c1", template).toString())
        .isEqualTo("MessageBody[c1, TemplateUseBody[order, en, [1]]]");
    assertThat(new TemplateUseBody("order", "en", null).toString()).contains("order");
  }
}
