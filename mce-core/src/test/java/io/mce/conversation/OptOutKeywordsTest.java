package io.mce.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.conversation.OptOutKeywords.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptOutKeywordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STOP",
        "stop",
        " Stop. ",
        "STOP!!!",
        "«stop»",
        "ＳＴＯＰ",
        "stop 🙏",
        "S T O P",
        "s.t.o.p.",
        "Stop stop STOP",
        "please stop",
        "Stop, please",
        "pls STOP",
        "ok stop",
        "Stop it!",
        "stopall",
        "STOP ALL",
        "Unsubscribe",
        "UNSUBSCRIBE ME",
        "cancel",
        "END",
        "Quit",
        "opt-out",
        "Opt out",
        "remove me",
        "don't message me",
        "Do not contact me.",
        "stop messaging me thanks",
        "PARAR",
        "Pare!",
        "Sair",
        "SAIR.",
        "quero sair",
        "Cancelar",
        "CANCELAR INSCRIÇÃO",
        "Por favor, pare",
        "não quero mais receber mensagens",
        "Nao quero mais receber mensagens",
        "Descadastrar",
        "me remova por favor",
        "Baja",
        "DAR DE BAJA",
        "quiero darme de baja",
        "Salir",
        "Detener",
        "no más mensajes",
        "Alto por favor",
        "Cancelar suscripción",
        "band karo",
        "Bandh Karo!",
        "message mat bhejo",
        "plz message mat bhejo ji",
        "रोको",
        "बंद करो",
        "कृपया बंद करें",
        "मैसेज मत भेजो।",
        "स्टॉप"
      })
  void a_request_to_be_left_alone_is_understood(String message) {
    assertThat(OptOutKeywords.read(message)).hasValue(Wish.OPT_OUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "START",
        "start!",
        "Unstop",
        "subscribe",
        "please subscribe me",
        "opt-in",
        "Voltar",
        "quero voltar",
        "Reativar",
        "COMEÇAR",
        "Alta",
        "Suscribir",
        "quiero recibir mensajes",
        "shuru karo",
        "शुरू करो",
        "kripya chalu karo"
      })
  void a_request_to_hear_from_us_again_is_understood(String message) {
    assertThat(OptOutKeywords.read(message)).hasValue(Wish.OPT_IN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "?",
        "👍",
        "stop by at 5",
        "Can you stop by at 5?",
        "don't stop",
        "bus stop",
        "the next stop",
        "non stop",
        "stopped",
        "starting tomorrow",
        "I want to start on Monday",
        "please cancel my order 1234 and send the invoice",
        "end of the month",
        "the end is near",
        "yes",
        "no",
        "ok",
        "please",
        "thank you",
        "hi",
        "remove the balcony from the offer",
        "parabéns",
        "para quando?",
        "sair às 5",
        "vou parar em casa às 8",
        "cancelar a visita de amanhã",
        "baja el precio",
        "la casa de planta baja",
        "alta calidad",
        "no",
        "no más de 50 mil",
        "ruko",
        "band baja baarat",
        "s",
        "a b",
        "not interested",
        "I do not want this flat but show me another one"
      })
  void other_messages_are_about_something_else(String message) {
    assertThat(OptOutKeywords.read(message)).isEmpty();
  }

  @Test
  void a_long_message_is_never_a_keyword() {
    assertThat(OptOutKeywords.read("stop ".repeat(1_000_000))).isEmpty();
  }
}
