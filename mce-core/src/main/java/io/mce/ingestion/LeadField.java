package io.mce.ingestion;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a column of a file or a key of a message can hold. */
public enum LeadField {
  NAME(
      "name",
      "name fullname leadname contactname customername clientname yourname respondername buyername"
          + " nome nomecompleto nomedocliente nomecliente nomedolead seunome cliente"
          + " nombre nombrecompleto nombreyapellido nombreyapellidos nombredelcliente nombrecliente"
          + " tunombre naam pooranaam puranaam purnanaam grahaknaam grahakkanaam nam aapkanaam"
          + " नाम पूरानाम ग्राहककानाम"),
  FIRST_NAME(
      "firstName",
      "firstname fname givenname primeironome prenome primernombre nombredepila pehlanaam"
          + " prathamnaam"),
  LAST_NAME(
      "lastName",
      "lastname lname surname familyname sobrenome ultimonome apellido apellidos upnaam kulnaam"),
  PHONE(
      "phone",
      "phone phonenumber phoneno phonenum phone1 phonenumber1 primaryphone workphone homephone"
          + " mobile mobileno mobilenumber mobilenum mobilephone mobilephonenumber mobile1 cell"
          + " cellno cellphone cellnumber tel telno telephone telephonenumber telephoneno ph phno"
          + " contactno contactnumber contactphone contactmobile customerphone customermobile"
          + " clientphone leadphone responderphone respondermobile buyerphone buyermobile"
          + " whatsapp whatsappno whatsappnumber whatsappphone whatsappmobile waid msisdn"
          + " telefone telefonecelular telefonemovel telefonedecontato telefonecontato"
          + " telefonewhatsapp numerodetelefone numerotelefone celular celularwhatsapp"
          + " celularcomddd telefonecomddd numerodecelular numerodowhatsapp fone zap"
          + " telefono telefonomovil telefonocelular telefonodecontacto numerodetelefono"
          + " numerotelefono numerocelular numerodemovil movil tfno cel"
          + " doorbhash durbhash samparknumber samparkno sampark mobilenumbar phonenumbar fonnumber"
          + " फोन फ़ोन फोननंबर मोबाइल मोबाइलनंबर दूरभाष"),
  EMAIL(
      "email",
      "email emailaddress emailid email1 mail mailid mailaddress workemail primaryemail"
          + " contactemail customeremail clientemail leademail responderemail youremail"
          + " enderecodeemail emaildecontato emailcontato emaildocliente"
          + " correo correoelectronico direcciondecorreo direcciondecorreoelectronico emailcontacto"
          + " ईमेल"),
  COMPANY(
      "company",
      "company companyname organization organisation organizationname organisationname business"
          + " businessname firm firmname employer account accountname"
          + " empresa nomedaempresa nomeempresa razaosocial companhia"
          + " nombredelaempresa nombreempresa compania razonsocial negocio"
          + " kampani vyapar vyavsay sanstha कंपनी"),
  SOURCE(
      "source",
      "source leadsource sourcename utmsource origin leadorigin origem origemdolead fonte fuente"
          + " origen procedencia srot स्रोत"),
  STATUS("status", "status leadstatus situacao estatus situacion sthiti"),
  PROJECT(
      "project",
      "project projectname projectcode projectid property propertyname propertycode development"
          + " interestedproject projectofinterest"
          + " projeto nomedoprojeto nomeprojeto codigodoprojeto codigoprojeto empreendimento"
          + " nomedoempreendimento imovel imoveldeinteresse projetodeinteresse"
          + " proyecto nombredelproyecto nombreproyecto codigodelproyecto codigoproyecto"
          + " desarrollo inmueble proyectodeinteres"
          + " pariyojana pariyojna projekt परियोजना परियोजनाकानाम प्रोजेक्ट प्रोजेक्टकानाम"),
  /** A project that each row must name. */
  REQUIRED_PROJECT("requiredProject", ""),
  TAGS("tags", "tags tag labels label etiquetas etiqueta marcadores"),
  EXTERNAL_ID(
      "externalId", "externalid leadid leadgenid recordid crmid queryid externalkey idexterno"),
  /** Kept in the lead's metadata under a key of its own. */
  CUSTOM("custom", ""),
  /** Not kept. */
  IGNORE("ignore", "sno srno slno serialno serialnumber rowno importproblem importhint");

  private static final int LONGEST_HEADER = 500;
  private static final Map<String, LeadField> BY_HEADER = byHeader();

  private final String key;
  private final String headers;

  /**
   * Names a field.
   *
   * @param headers the names under which it is recognized, folded, separated by spaces
   */
  LeadField(String key, String headers) {
    this.key = key;
    this.headers = headers;
  }

  /** Returns the name by which a mapping speaks of it: "name", "externalId". */
  public String key() {
    return key;
  }

  /** Returns the field of this name, whatever its capitals. */
  static Optional<LeadField> ofKey(String key) {
    return Arrays.stream(values()).filter(field -> field.key.equalsIgnoreCase(key)).findFirst();
  }

  /** Returns the field that a header names in English, Portuguese, Spanish or Hindi. */
  static Optional<LeadField> ofHeader(String header) {
    if (header.length() > LONGEST_HEADER) {
      return Optional
          .empty(); // Nobody calls a column so; looking for remarks in it would take long.
    }
    String withoutRemark = header.replaceAll("\\([^)]*\\)|\\[[^]]*]|\\*", " ");
    return Stream.<Function<String, String>>of(Function.identity(), LeadField::withoutCount)
        .flatMap(change -> Stream.of(header, withoutRemark).map(TypedText::folded).map(change))
        .filter(BY_HEADER::containsKey)
        .map(BY_HEADER::get)
        .findFirst();
  }

  private static Map<String, LeadField> byHeader() {
    Map<String, LeadField> fields = new HashMap<>();
    for (LeadField field : values()) {
      Pattern.compile(" ")
          .splitAsStream(field.headers)
          .map(TypedText::folded)
          .forEach(header -> fields.put(header, field));
    }
    fields.remove("");
    return Map.copyOf(fields);
  }

  private static String withoutCount(String folded) {
    return folded.replaceFirst("[12]$", "");
  }
}
