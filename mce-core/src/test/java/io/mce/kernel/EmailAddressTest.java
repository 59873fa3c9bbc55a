package io.mce.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ana@example.com                     | ana@example.com
          '  Ana.Souza@Example.COM  '         | Ana.Souza@example.com
          mailto:ana@example.com              | ana@example.com
          MailTo: ana@example.com             | ana@example.com
          Ana Souza <ana@example.com>         | ana@example.com
          '"Souza, Ana" < ana@example.com >'  | ana@example.com
          ana+crm@mail.example.co.in          | ana+crm@mail.example.co.in
          o'neil_1@a-b.example                | o'neil_1@a-b.example
          josé@exemplo.com.br                 | josé@exemplo.com.br
          ana@münchen.de                      | ana@xn--mnchen-3ya.de
          ana＠example.com                    | ana@example.com
          """)
  void addresses_are_read_as_people_type_them(String text, String address) {
    assertThat(EmailAddress.parse(text)).isEqualTo(new Parsed.Valid<>(new EmailAddress(address)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                              | EMAIL_MISSING | There is no e-mail address.
          ana.example.com                 | EMAIL_NO_AT   | The e-mail address has no @.
          @example.com                    | EMAIL_MAILBOX | There is nothing before the @.
          ana souza@example.com           | EMAIL_MAILBOX | The part before the @ has a space or a character that addresses do not use.
          ana@souza@example.com           | EMAIL_MAILBOX | The part before the @ has a space or a character that addresses do not use.
          ana@                            | EMAIL_DOMAIN  | There is nothing after the @.
          ana@gmail                       | EMAIL_DOMAIN  | The part after the @ has no dot.
          'ana@gmail,com'                 | EMAIL_DOMAIN  | There is a comma after the @ where a dot should be.
          ana@gmail..com                  | EMAIL_DOMAIN  | The part after the @ is not a domain.
          ana@-gmail.com                  | EMAIL_DOMAIN  | The part after the @ is not a domain.
          ana@10.0.0.1                    | EMAIL_DOMAIN  | The part after the @ is not a domain.
          'a@x.com, b@y.com'              | EMAIL_SEVERAL | There is more than one e-mail address in one field.
          a@x.com / b@y.com               | EMAIL_SEVERAL | There is more than one e-mail address in one field.
          """)
  void what_is_no_address_is_refused_with_the_reason(String text, String code, String reason) {
    assertThat(EmailAddress.parse(text))
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            invalid -> {
              assertThat(invalid.code()).isEqualTo(code);
              assertThat(invalid.reason()).isEqualTo(reason);
              assertThat(invalid.hint()).endsWith(".");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 254, 5_000})
  void what_is_too_long_for_mail_servers_is_refused(int length) {
    assertThat(EmailAddress.parse("a".repeat(length) + "@example.com"))
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            invalid -> assertThat(invalid.code()).isEqualTo("EMAIL_TOO_LONG"));
    assertThat(EmailAddress.parse("a".repeat(64) + "@example.com").toOptional()).isPresent();
    assertThat(EmailAddress.parse(null).toOptional()).isEmpty();
  }

  @Test
  void spellings_of_one_address_meet_in_the_match_form() {
    EmailAddress one = EmailAddress.parse("Ana.Souza@Example.com").orThrow("email");
    EmailAddress two = EmailAddress.parse("ana.souza@EXAMPLE.COM").orThrow("email");
    assertThat(one).isNotEqualTo(two);
    assertThat(one.matchForm()).isEqualTo(two.matchForm()).isEqualTo("ana.souza@example.com");
    EmailAddress composed = EmailAddress.parse("jos\u00e9@example.com").orThrow("email");
    EmailAddress decomposed = EmailAddress.parse("jose\u0301@example.com").orThrow("email");
    assertThat(composed.matchForm()).isEqualTo(decomposed.matchForm());
  }

  @Test
  void an_address_is_logged_without_its_mailbox() {
    assertThat(new EmailAddress("ana@example.com").toString())
        .isEqualTo("EmailAddress[***@example.com]");
    assertThatThrownBy(() -> new EmailAddress("Ana <ana@example.com>"))
        .isInstanceOf(MceException.class)
        .message()
        .doesNotContain("ana@");
  }
}
