package io.mce.conversation;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the variable that someone meant who wrote another name. */
final class VariableGuess {

  private static final Pattern NOT_A_LETTER = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+");

  /** What other tools and other languages call our variables. */
  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("name", "lead_name"),
          Map.entry("lead", "lead_name"),
          Map.entry("fullname", "lead_name"),
          Map.entry("customername", "lead_name"),
          Map.entry("customer", "lead_name"),
          Map.entry("contactname", "lead_name"),
          Map.entry("contact", "lead_name"),
          Map.entry("clientname", "lead_name"),
          Map.entry("nome", "lead_name"),
          Map.entry("nomecompleto", "lead_name"),
          Map.entry("nombre", "lead_name"),
          Map.entry("nombrecompleto", "lead_name"),
          Map.entry("cliente", "lead_name"),
          Map.entry("naam", "lead_name"),
          Map.entry("1", "lead_name"),
          Map.entry("fname", "first_name"),
          Map.entry("givenname", "first_name"),
          Map.entry("leadfirstname", "first_name"),
          Map.entry("primeironome", "first_name"),
          Map.entry("primernombre", "first_name"),
          Map.entry("companyname", "company"),
          Map.entry("leadcompany", "company"),
          Map.entry("organization", "company"),
          Map.entry("organisation", "company"),
          Map.entry("business", "company"),
          Map.entry("empresa", "company"),
          Map.entry("mobile", "phone"),
          Map.entry("mobilenumber", "phone"),
          Map.entry("phonenumber", "phone"),
          Map.entry("leadphone", "phone"),
          Map.entry("number", "phone"),
          Map.entry("whatsapp", "phone"),
          Map.entry("telefone", "phone"),
          Map.entry("telefono", "phone"),
          Map.entry("celular", "phone"),
          Map.entry("mail", "email"),
          Map.entry("emailaddress", "email"),
          Map.entry("leademail", "email"),
          Map.entry("correo", "email"),
          Map.entry("project", "project_name"),
          Map.entry("projectname", "project_name"),
          Map.entry("property", "project_name"),
          Map.entry("projeto", "project_name"),
          Map.entry("empreendimento", "project_name"),
          Map.entry("proyecto", "project_name"),
          Map.entry("leadsource", "source"),
          Map.entry("origin", "source"),
          Map.entry("origem", "source"),
          Map.entry("fonte", "source"),
          Map.entry("origen", "source"));

  private VariableGuess() {}

  /** Returns the likely variable; a name that resembles none is taken for a key of metadata. */
  static String likely(String name) {
    String folded = folded(name);
    String synonym = SYNONYMS.get(folded);
    if (synonym != null) {
      return synonym;
    }
    return TemplateText.VARIABLES.stream()
        .filter(variable -> distance(folded, folded(variable)) <= Math.max(1, folded.length() / 4))
        .min(Comparator.comparingInt(variable -> distance(folded, folded(variable))))
        .orElseGet(() -> "custom." + (folded.isEmpty() ? "key" : keyOf(name)));
  }

  private static String keyOf(String name) {
    String key = name.startsWith("custom.") ? name.substring("custom.".length()) : name;
    return NOT_A_LETTER.matcher(key).replaceAll("_");
  }

  private static String folded(String name) {
    String plain = Normalizer.normalize(name, Form.NFKD).replaceAll("\\p{M}", "");
    return NOT_A_LETTER.matcher(plain).replaceAll("").toLowerCase(Locale.ROOT);
  }

  /** The number of letters to add, drop, change or swap with a neighbour. */
  static int distance(String one, String two) {
    int[][] cost = new int[one.length() + 1][two.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= two.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = one.charAt(i - 1) == two.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && one.charAt(i - 1) == two.charAt(j - 2)
                && one.charAt(i - 2) == two.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[one.length()][two.length()];
  }
}
