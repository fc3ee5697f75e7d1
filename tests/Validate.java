// What veraPDF finds wrong with a PDF by one set of its rules; see verapdf.py. It prints how many checks were made,
// then a line for each rule that is broken.
//
// java -cp JAR Validate.java PDFA-3A FILE

import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;

public class Validate {
    public static void main(String[] given) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        var rules = rules(given[0]);
        var broken = new TreeMap<String, Integer>();
        try (var file = Foundries.defaultInstance().createParser(new FileInputStream(given[1]), rules.getPDFAFlavour());
             var validator = Foundries.defaultInstance().createValidator(rules, 10_000, false, false, false)) {
            var found = validator.validate(file);
            System.out.println("checks " + found.getTotalAssertions());
            for (var one : found.getTestAssertions())
                if (one.getStatus() == TestAssertion.Status.FAILED)
                    broken.merge(one.getRuleId().getClause() + ": " + one.getMessage(), 1, Integer::sum);
        }
        broken.forEach((rule, times) -> System.out.println("broken " + rule + " (" + times + ")"));
    }

    // The jar has the rules as XML, but not all of what its own reader of them needs.
    static ValidationProfile rules(String name) throws Exception {
        var text = Validate.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml");
        var root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(text).getDocumentElement();
        var rules = new HashSet<Rule>();
        for (var one : within(root, "rule")) {
            var id = within(one, "id").get(0);
            rules.add(Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                    PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                    id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
                one.getAttribute("object"), Boolean.valueOf(one.getAttribute("deferred")), one.getAttribute("tags"),
                said(one, "description"), said(one, "test"),
                Profiles.errorFromValues(said(one, "message"), List.of()), List.of()));
        }
        var variables = new HashSet<Variable>();
        for (var one : within(root, "variable"))
            variables.add(Profiles.variableFromValues(
                one.getAttribute("name"), one.getAttribute("object"), said(one, "defaultValue"), said(one, "value")));
        var details = Profiles.profileDetailsFromValues(name, name, "", new Date(0));
        return Profiles.profileFromValues(PDFAFlavour.valueOf(root.getAttribute("flavour")), details, "", rules, variables);
    }

    static List<Element> within(Element above, String name) {
        var found = new ArrayList<Element>();
        var nodes = above.getElementsByTagName(name);
        for (int nth = 0; nth < nodes.getLength(); nth++) found.add((Element) nodes.item(nth));
        return found;
    }

    static String said(Element above, String name) {
        return within(above, name).get(0).getTextContent().strip();
    }
}
