package io.mce.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Ana Souza               | Ana
          ' José   da Silva '     | José
          Dr. Ramesh Kumar        | Ramesh
          Shri Mohan Lal          | Mohan
          Mr. Dr. A. K. Verma     | Verma
          K. Srinivasan           | Srinivasan
          Sra. Maria              | Maria
          Dr(a). Márcia Teixeira  | Márcia
          'Souza, Ana Maria'      | Ana
          'Souza,'                | Souza,
          Dr.                     | Dr.
          A                       | A
          प्रिया शर्मा            | प्रिया
          ''                      | ''
          """)
  void a_person_is_called_by_the_first_name(String name, String first) {
    assertThat(PersonName.first(name)).isEqualTo(first);
  }
}
