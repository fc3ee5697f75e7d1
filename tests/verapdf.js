// What veraPDF finds wrong with PDFs, each by one set of its rules; see verapdf.py. Of each it prints how many rules there
// are and how many checks were made, then a line for each rule that is broken. The engine that runs it is in veraPDF's own
// jar.
//
// java -cp JAR org.mozilla.javascript.tools.shell.Main verapdf.js PDFA-3A FILE PDFUA-1 FILE

var pdfa = Packages.org.verapdf.pdfa, profiles = pdfa.validation.profiles, Profiles = profiles.Profiles;

function within(above, name) {
    var nodes = above.getElementsByTagName(name), found = [];
    for (var nth = 0; nth < nodes.getLength(); nth++) found.push(nodes.item(nth));
    return found;
}

function said(above, name) {
    return within(above, name)[0].getTextContent().strip();
}

// The jar has the rules as XML, but not all of what its own reader of them needs.
function rules(name) {
    var text = java.lang.ClassLoader.getSystemResourceAsStream("org/verapdf/pdfa/validation/" + name + ".xml");
    var reader = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder();
    var root = reader.parse(text).getDocumentElement();
    var held = new java.util.HashSet(), variables = new java.util.HashSet();
    within(root, "rule").forEach(function (one) {
        var id = within(one, "id")[0];
        held.add(Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(
                pdfa.flavours.PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), java.lang.Integer.parseInt(id.getAttribute("testNumber"))),
            one.getAttribute("object"), java.lang.Boolean.valueOf(one.getAttribute("deferred")), one.getAttribute("tags"),
            said(one, "description"), said(one, "test"),
            Profiles.errorFromValues(said(one, "message"), java.util.List.of()), java.util.List.of()));
    });
    within(root, "variable").forEach(function (one) {
        variables.add(Profiles.variableFromValues(
            one.getAttribute("name"), one.getAttribute("object"), said(one, "defaultValue"), said(one, "value")));
    });
    var details = Profiles.profileDetailsFromValues(name, name, "", new java.util.Date(0));
    var flavour = pdfa.flavours.PDFAFlavour.valueOf(root.getAttribute("flavour"));
    return Profiles.profileFromValues(flavour, details, "", held, variables);
}

java.util.logging.LogManager.getLogManager().reset();
Packages.org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var foundry = pdfa.Foundries.defaultInstance();

function told(profile, path) {
    var file = foundry.createParser(new java.io.FileInputStream(path), profile.getPDFAFlavour());
    var found = foundry.createValidator(profile, 10000, false, false, false).validate(file);
    var broken = {};
    for (var each = found.getTestAssertions().iterator(); each.hasNext();) {
        var one = each.next();
        if (one.getStatus().name() != "FAILED") continue;
        var rule = one.getRuleId().getClause() + ": " + one.getMessage();
        broken[rule] = (broken[rule] || 0) + 1;
    }
    if (Object.keys(broken).length == 0 != found.isCompliant()) throw "what is broken is not what was found";
    print("rules " + profile.getRules().size());
    print("checks " + found.getTotalAssertions());
    Object.keys(broken).sort().forEach(function (rule) { print("broken " + rule + " (" + broken[rule] + ")"); });
    file.close();
}

for (var nth = 0; nth < arguments.length; nth += 2) told(rules(arguments[nth]), arguments[nth + 1]);
