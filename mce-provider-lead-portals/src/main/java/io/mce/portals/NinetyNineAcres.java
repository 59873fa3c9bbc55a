package io.mce.portals;

import io.mce.spi.LeadIn;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Responses at 99acres, asked for in XML by times of India. */
final class NinetyNineAcres implements Portal {

  private static final Duration REACH = Duration.ofDays(7);
  private static final Duration SPAN = Duration.ofDays(1);
  private static final Duration OVERLAP = Duration.ofMinutes(15);
  private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(INDIA);

  private final NinetyNineAcresSettings settings;
  private final URI root;
  private final PortalHttp http = new PortalHttp("99acres");

  NinetyNineAcres(NinetyNineAcresSettings settings, URI root) {
    this.settings = settings;
    this.root = root;
  }

  @Override
  public Duration reach() {
    return REACH;
  }

  @Override
  public Duration longestSpan() {
    return SPAN;
  }

  @Override
  public Duration overlap() {
    return OVERLAP;
  }

  @Override
  public Answer ask(Instant from, Instant to, Optional<String> page, int limit) {
    String query =
        ("<?xml version='1.0'?><query><user_name>%s</user_name><pswd>%s</pswd>"
                + "<start_date>%s</start_date><end_date>%s</end_date></query>")
            .formatted(
                escaped(settings.userName()),
                escaped(settings.password().reveal()),
                TIME.format(from),
                TIME.format(to));
    URI uri =
        root.resolve("getmy99Response/" + PortalHttp.encode(settings.token().reveal()) + "/uid/");
    PortalHttp.Answer answer = http.post(uri, Map.of("xml", query));
    if (answer.status() != 200) {
      throw http.refused(
          answer.status(), "Check token, user name and password, and that your server is allowed.");
    }
    Element document = document(answer.body());
    if (document.getAttribute("ActionStatus").equalsIgnoreCase("false")) {
      throw http.refused(
          401, "Check token, user name and password, and that your server is allowed.");
    }
    return new Answer(leads(document, from), Optional.empty());
  }

  /** Definitions of a document could name files of ours or grow without bound: there are none. */
  private Element document(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      Document document = builder.parse(new InputSource(new StringReader(xml.strip())));
      Element root = document.getDocumentElement();
      if (!root.getTagName().equalsIgnoreCase("Xml")) {
        throw http.unreadable();
      }
      return root;
    } catch (SAXException | IOException e) {
      throw http.unreadable();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every JDK has this parser", e);
    }
  }

  private static List<LeadIn> leads(Element document, Instant from) {
    List<LeadIn> leads = new ArrayList<>();
    NodeList responses = document.getElementsByTagName("Resp");
    for (int i = 0; i < responses.getLength(); i++) {
      if (responses.item(i) instanceof Element response) {
        Map<String, String> fields = new LinkedHashMap<>();
        collect(response, fields);
        // Some answers have the id as an attribute, some as an element.
        NodeList details = response.getElementsByTagName("QryDtl");
        if (details.item(0) instanceof Element detail
            && !detail.getAttribute("QueryId").isBlank()) {
          fields.put("QueryId", detail.getAttribute("QueryId").strip());
        }
        String queryId = fields.remove("QueryId");
        String id = queryId == null ? LeadIds.of(fields) : queryId;
        leads.add(LeadIn.of(id, at(fields.get("RcvdOn")).orElse(from), fields));
      }
    }
    return leads;
  }

  /** The leaves of an element, each under its own name. */
  private static void collect(Element element, Map<String, String> fields) {
    boolean leaf = true;
    NodeList children = element.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      Node child = children.item(i);
      if (child instanceof Element inner) {
        leaf = false;
        collect(inner, fields);
      }
    }
    String text = element.getTextContent().strip();
    if (leaf && !text.isEmpty()) {
      fields.putIfAbsent(element.getTagName(), text);
    }
  }

  private static Optional<Instant> at(@Nullable String received) {
    try {
      return received == null
          ? Optional.empty()
          : Optional.of(LocalDateTime.parse(received, TIME).atZone(INDIA).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
