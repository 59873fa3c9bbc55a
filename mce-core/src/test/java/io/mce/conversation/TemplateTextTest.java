package io.mce.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTextTest {

  private static final Map<String, String> ANA =
      Map.of(
          "lead_name", "Ana Souza",
          "first_name", "Ana",
          "company", "Acme",
          "phone", "+55 11 91234-5678",
          "email", "ana@example.com",
          "source", "website",
          "custom.budget", "50 lakh",
          "custom.शहर", "पुणे");

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          Hi {{lead_name}}, long time...        # Hi Ana Souza, long time...
          Hi {{ first_name }}!                  # Hi Ana!
          {{FIRST_NAME}} of {{Company}}         # Ana of Acme
          {{phone}} {{email}} {{source}}        # +55 11 91234-5678 ana@example.com website
          Budget: {{custom.budget}}             # Budget: 50 lakh
          Budget: {{Custom.budget}}             # Budget: 50 lakh
          {{custom.शहर}}                        # पुणे
          Hi {{first_name|there}}               # Hi Ana
          Hi {{custom.nick|there}}              # Hi there
          Hi {{custom.nick | my friend }}!      # Hi my friend!
          {{first_name}}{{company}}             # AnaAcme
          No variables, 100% {} { } {1} {,}     # No variables, 100% {} { } {1} {,}
          """)
  void variables_are_filled_in(String text, String rendered) {
    assertThat(TemplateText.parse(text).render(ANA)).isEqualTo(rendered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          Hi {{first_name}}, long time          # Hi, long time
          Hi {{first_name}}!                    # Hi!
          Hi, {{first_name}}!                   # Hi!
          Hi {{first_name}} {{company}}, hello  # Hi, hello
          {{first_name}}, your visit is due     # Your visit is due
          {{first_name}} - your visit is due    # Your visit is due
          {{first_name}} élan                   # Élan
          Obrigado, {{first_name}}              # Obrigado
          Obrigado, {{first_name}}.             # Obrigado.
          The team of {{company}} says hello    # The team of says hello
          Offer ({{company}}) for you           # Offer for you
          Offer ("{{company}}") for you         # Offer for you
          Offer (for {{company}}) today         # Offer (for) today
          Ana - {{company}} - Pune              # Ana - Pune
          a{{company}}b                         # ab
          {{company}}                           # ''
          {{company}} {{first_name}}            # ''
          Hello.  {{company}}  Two spaces       # Hello. Two spaces
          Kept:  two spaces, here               # Kept:  two spaces, here
          """)
  void a_missing_value_leaves_no_trace(String text, String rendered) {
    assertThat(TemplateText.parse(text).render(Map.of())).isEqualTo(rendered);
  }

  @Test
  void lines_stay_lines_where_a_value_is_missing() {
    TemplateText text =
        TemplateText.parse("Dear {{lead_name}},\n\n{{company}}\nSee you, {{first_name}}\nBye");
    assertThat(text.render(Map.of())).isEqualTo("Dear,\n\n\nSee you\nBye");
  }

  @Test
  void a_blank_value_is_a_missing_one_and_values_are_put_on_one_line() {
    TemplateText text = TemplateText.parse("Hi {{first_name}}, from {{company|us}}");
    assertThat(text.render(Map.of("first_name", "  ", "company", " Acme\n Ltd ")))
        .isEqualTo("Hi, from Acme Ltd");
  }

  @Test
  void values_are_never_read_as_variables() {
    TemplateText text = TemplateText.parse("Hi {{first_name}}!");
    assertThat(text.render(Map.of("first_name", "{{phone}} $1 \\ {name}", "phone", "1")))
        .isEqualTo("Hi {{phone}} $1 \\ {name}!");
  }

  @Test
  void a_text_knows_its_variables_and_itself() {
    TemplateText text =
        TemplateText.parse("{{ company }} {{first_name|x}} {{company}} {{custom.a b}}");
    assertThat(text.variables()).containsExactly("company", "first_name", "custom.a b");
    assertThat(text.text()).startsWith("{{ company }}");
    assertThat(text.toString()).isEqualTo("TemplateText[company, first_name, custom.a b]");
  }

  @ParameterizedTest
  @CsvSource({
    "name, lead_name",
    "Name, lead_name",
    "full name, lead_name",
    "nome, lead_name",
    "naam, lead_name",
    "leadname, lead_name",
    "lead-name, lead_name",
    "nmae_lead, custom.nmae_lead",
    "lead_nmae, lead_name",
    "firstname, first_name",
    "frist_name, first_name",
    "fname, first_name",
    "compnay, company",
    "empresa, company",
    "mobile, phone",
    "phne, phone",
    "e-mail, email",
    "sorce, source",
    "1, lead_name",
    "budget, custom.budget",
    "plan name, custom.plan_name",
    "शहर, custom.शहर"
  })
  void an_unknown_variable_is_refused_with_the_likely_one(String name, String likely) {
    assertThatThrownBy(() -> TemplateText.parse("Hi {{" + name + "}}, hello"))
        .isInstanceOfSatisfying(
            MceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_VARIABLE);
              assertThat(e.details()).containsEntry("suggestion", likely);
            })
        .hasMessageStartingWith("There is no variable {{" + name.toLowerCase(java.util.Locale.ROOT))
        .hasMessageContaining("Did you mean {{" + likely + "}}?");
  }

  @ParameterizedTest
  @CsvSource({
    "Hi {name}, name, lead_name",
    "Hi {first_name}!, first_name, first_name",
    "Hi ${name}, name, lead_name",
    "Hi {name|there}, name, lead_name",
    "{budget} left, budget, custom.budget"
  })
  void a_variable_in_one_brace_is_refused_with_the_right_spelling(
      String text, String name, String likely) {
    assertThatThrownBy(() -> TemplateText.parse(text))
        .isInstanceOfSatisfying(
            MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_VARIABLE))
        .hasMessage("Variables have two braces: write {{%s}} for {%s}.".formatted(likely, name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  \n",
        "Hi {{",
        "Hi {{first_name",
        "Hi {{first_name}",
        "Hi first_name}}",
        "Hi {{}}",
        "Hi {{ }}",
        "Hi {{{first_name}}}",
        "Hi {{first_name}}}",
        "{{ {{first_name}} }}",
        "{{first_name\n}} {{"
      })
  void braces_that_do_not_match_are_refused(String text) {
    assertThatThrownBy(() -> TemplateText.parse(text))
        .isInstanceOfSatisfying(
            MceException.class,
            e -> assertThat(e.code()).isIn(ErrorCode.INVALID, ErrorCode.UNKNOWN_VARIABLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{custom.}}", "{{custom}}", "{{customer.name}}", "{{|there}}"})
  void a_custom_variable_needs_a_key(String text) {
    assertThatThrownBy(() -> TemplateText.parse(text)).isInstanceOf(MceException.class);
  }

  @Test
  void with_all_values_given_not_a_character_of_the_text_changes() {
    long seed = Long.getLong("mce.seed", System.nanoTime());
    System.out.println("TemplateTextTest: repeat with -Dmce.seed=" + seed);
    Random random = new Random(seed);
    String alphabet = "ab ,.!?()-\n\"";
    for (int round = 0; round < 3_000; round++) {
      StringBuilder text = new StringBuilder();
      StringBuilder expected = new StringBuilder();
      for (int piece = 1 + random.nextInt(6); piece > 0; piece--) {
        for (int length = random.nextInt(6); length > 0; length--) {
          char c = alphabet.charAt(random.nextInt(alphabet.length()));
          text.append(c);
          expected.append(c);
        }
        text.append("{{company}}");
        expected.append("Acme");
      }
      TemplateText template = TemplateText.parse(text.toString());
      assertThat(template.render(ANA)).as("seed %d", seed).isEqualTo(expected.toString());
      assertThat(template.render(Map.of()).replaceAll("[^abAB]", ""))
          .as("seed %d: no letter is lost with the variables", seed)
          .isEqualToIgnoringCase(
              text.toString().replace("{{company}}", "").replaceAll("[^ab]", ""));
    }
  }

  @Test
  void the_distance_between_words_counts_typing_mistakes() {
    assertThat(VariableGuess.distance("phone", "phone")).isZero();
    assertThat(VariableGuess.distance("phone", "phnoe")).isEqualTo(1);
    assertThat(VariableGuess.distance("phone", "phne")).isEqualTo(1);
    assertThat(VariableGuess.distance("phone", "fone")).isEqualTo(2);
    assertThat(VariableGuess.distance("", "abc")).isEqualTo(3);
  }
}
