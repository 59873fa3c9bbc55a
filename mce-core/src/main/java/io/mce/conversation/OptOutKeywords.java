package io.mce.conversation;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells from a lead's message whether it asks to be left alone, or to hear from us again, in
 * English, Portuguese, Spanish and Hindi (both scripts). The keyword must be the whole message,
 * give or take case, accents, punctuation and a polite word: "Please STOP!" is an opt-out, "stop by
 * at 5" is not. Carriers demand STOP, STOPALL, UNSUBSCRIBE, CANCEL, END and QUIT in the United
 * States (CTIA Messaging Principles, section 5.1.3), so these count although they can mean other
 * things.
 */
public final class OptOutKeywords {

  /** What a lead wants. */
  public enum Wish {
    /** Never to be written to again. */
    OPT_OUT,
    /** To be written to again. */
    OPT_IN
  }

  private static final int LONGEST_MESSAGE = 80;

  private static final Pattern NOT_A_LETTER = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+");
  private static final Pattern LATIN_MARKS = Pattern.compile("[\\u0300-\\u036f]+");

  private static final Set<String> OPT_OUT =
      phrases(
          // English
          "stop",
          "stopall",
          "stop all",
          "stop it",
          "stop this",
          "stop now",
          "stop messages",
          "stop messaging",
          "stop messaging me",
          "stop texting",
          "stop texting me",
          "stop sending messages",
          "stop sending me messages",
          "stop contacting me",
          "stop promotions",
          "unsubscribe",
          "unsubscribe me",
          "unsub",
          "cancel",
          "cancel all",
          "end",
          "quit",
          "revoke",
          "optout",
          "opt out",
          "opt me out",
          "remove",
          "remove me",
          "remove my number",
          "delete my number",
          "no more messages",
          "no more",
          "do not contact",
          "do not contact me",
          "dont contact me",
          "don't contact me",
          "do not message me",
          "dont message me",
          "don't message me",
          "do not disturb",
          "dnd",
          "leave me alone",
          // Portuguese
          "parar",
          "pare",
          "para",
          "parem",
          "sair",
          "quero sair",
          "cancelar",
          "cancele",
          "cancela",
          "cancelar inscricao",
          "cancelar assinatura",
          "cancelar envio",
          "descadastrar",
          "me descadastre",
          "descadastre",
          "remover",
          "me remova",
          "me remove",
          "remova",
          "remova meu numero",
          "remover meu numero",
          "nao enviar",
          "nao envie",
          "nao envie mais",
          "nao enviar mais",
          "nao mande mais",
          "nao mande mais mensagens",
          "nao envie mais mensagens",
          "nao quero mais",
          "nao quero mais mensagens",
          "nao quero receber",
          "nao quero receber mensagens",
          "nao quero mais receber mensagens",
          "nao me mande mensagem",
          "nao perturbe",
          "pare de mandar mensagem",
          "pare de me mandar mensagem",
          "pare de mandar mensagens",
          "pare de enviar mensagens",
          // Spanish
          "alto",
          "detener",
          "detente",
          "basta",
          "salir",
          "baja",
          "dar de baja",
          "darme de baja",
          "quiero darme de baja",
          "dame de baja",
          "cancelar suscripcion",
          "desuscribir",
          "desuscribirme",
          "desuscribirse",
          "eliminar",
          "no mas",
          "no mas mensajes",
          "no enviar mas",
          "no envien mas",
          "no me escriban",
          "no me escriban mas",
          "no quiero recibir mensajes",
          "no quiero mas mensajes",
          "no molestar",
          // Hindi
          "band karo",
          "bandh karo",
          "band kar do",
          "bandh kar do",
          "band kijiye",
          "band karein",
          "stop karo",
          "stop kar do",
          "stop kijiye",
          "message band karo",
          "messages band karo",
          "msg band karo",
          "message mat bhejo",
          "msg mat bhejo",
          "messages mat bhejo",
          "mat bhejo",
          "mat bhejna",
          "message mat karo",
          "msg mat karo",
          "roko",
          "rok do",
          "hatao",
          "hata do",
          "mera number hatao",
          "mujhe message mat karo",
          "mujhe message mat bhejo",
          "बंद करो",
          "बंद करें",
          "बंद कीजिए",
          "बंद कर दो",
          "रोको",
          "रोकें",
          "रोक दो",
          "हटाओ",
          "हटाएं",
          "मत भेजो",
          "मत भेजें",
          "मैसेज मत भेजो",
          "मैसेज मत भेजें",
          "संदेश मत भेजो",
          "संदेश बंद करो",
          "मैसेज बंद करो",
          "स्टॉप");

  private static final Set<String> OPT_IN =
      phrases(
          "start",
          "unstop",
          "subscribe",
          "resubscribe",
          "subscribe me",
          "optin",
          "opt in",
          "opt me in",
          "start again",
          "start messages",
          "voltar",
          "voltar a receber",
          "quero voltar",
          "quero voltar a receber",
          "reativar",
          "iniciar",
          "comecar",
          "inscrever",
          "cadastrar",
          "quero receber",
          "quero receber mensagens",
          "alta",
          "darme de alta",
          "reanudar",
          "suscribir",
          "suscribirme",
          "comenzar",
          "empezar",
          "reactivar",
          "quiero recibir mensajes",
          "shuru karo",
          "shuru kar do",
          "shuru kijiye",
          "chalu karo",
          "chalu kar do",
          "start karo",
          "शुरू करो",
          "शुरू करें",
          "शुरू कीजिए",
          "चालू करो",
          "चालू करें",
          "स्टार्ट");

  private static final Set<String> POLITE =
      phrases(
          "please",
          "pls",
          "plz",
          "kindly",
          "thanks",
          "thank you",
          "thx",
          "ok",
          "okay",
          "hi",
          "hello",
          "por favor",
          "pf",
          "pfv",
          "obrigado",
          "obrigada",
          "ola",
          "oi",
          "gracias",
          "hola",
          "porfa",
          "kripya",
          "plij",
          "dhanyavad",
          "bhai",
          "ji",
          "sir",
          "madam",
          "कृपया",
          "धन्यवाद",
          "जी");

  private OptOutKeywords() {}

  /** Returns what the message asks for; empty when it is about something else. */
  public static Optional<Wish> read(String message) {
    if (message.length() > LONGEST_MESSAGE) {
      return Optional.empty();
    }
    String words = withoutPoliteness(folded(message));
    if (OPT_OUT.contains(words)) {
      return Optional.of(Wish.OPT_OUT);
    }
    return OPT_IN.contains(words) ? Optional.of(Wish.OPT_IN) : Optional.empty();
  }

  private static Set<String> phrases(String... phrases) {
    return Stream.of(phrases).map(OptOutKeywords::folded).collect(Collectors.toUnmodifiableSet());
  }

  private static String folded(String text) {
    String decomposed = Normalizer.normalize(text, Form.NFKD).toLowerCase(Locale.ROOT);
    String plain = LATIN_MARKS.matcher(decomposed.replace("'", "").replace("’", "")).replaceAll("");
    List<String> words = NOT_A_LETTER.splitAsStream(plain).filter(word -> !word.isEmpty()).toList();
    boolean spelledOut = words.size() > 2 && words.stream().allMatch(word -> word.length() == 1);
    return String.join(spelledOut ? "" : " ", withoutRepetition(words));
  }

  /** "Stop stop stop" says stop. */
  private static List<String> withoutRepetition(List<String> words) {
    List<String> once = new ArrayList<>();
    for (String word : words) {
      if (word.length() == 1 || once.isEmpty() || !once.getLast().equals(word)) {
        once.add(word);
      }
    }
    return once;
  }

  private static String withoutPoliteness(String words) {
    for (String polite : POLITE) {
      if (words.startsWith(polite + " ")) {
        return withoutPoliteness(words.substring(polite.length() + 1));
      }
      if (words.endsWith(" " + polite)) {
        return withoutPoliteness(words.substring(0, words.length() - polite.length() - 1));
      }
    }
    return words;
  }
}
