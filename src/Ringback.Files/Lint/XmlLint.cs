using System.Text;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>Checks that a file is XML, of the right root (sources.md 7940-7960 §4.2, §6.5).</summary>
internal static class XmlLint
{
    internal static void Check(LintContext sheet, ConfigurationKind kind, LintFolder folder, string name)
    {
        if (sheet.Text.AsSpan().Trim().IsEmpty)
        {
            Empty(sheet, kind);
            return;
        }

        if (PlainText.IsWebPage(Encoding.UTF8.GetBytes(sheet.Text)))
        {
            sheet.Add(ProblemCode.ConfigWrongRoot, ProblemSeverity.Error,
                sheet.Text.IndexOf('<', StringComparison.Ordinal) + 1,
                "The file is a web page and no configuration: somebody saved a server's error or login page under its "
                    + "name.",
                "Put the right file in its place.");
            return;
        }

        XmlTree tree = XmlTree.Read(sheet.Text);
        CheckUnits(sheet, tree);
        CheckForm(sheet, tree);
        CheckEncoding(sheet);
        CheckRoot(sheet, kind, tree);
        if (kind is ConfigurationKind.DialPlan) DialTemplateLint.Check(sheet, tree);
        if (kind is ConfigurationKind.SoftKeys) SoftKeyLint.Check(sheet, tree);
        if (kind is ConfigurationKind.RingListXml) RingListLint.CheckCount(sheet, tree);
        if (kind is ConfigurationKind.XmlDefault or ConfigurationKind.XmlDevice)
        {
            PhoneXmlLint.Check(sheet, tree, kind, folder);
            HuntLint.Check(sheet, tree, kind, folder, name);
        }

        XmlLengths.Check(sheet, tree, kind);
    }

    private static void Empty(LintContext sheet, ConfigurationKind kind)
    {
        bool ofPhone = kind is ConfigurationKind.XmlDefault or ConfigurationKind.XmlDevice;
        sheet.Add(ProblemCode.ConfigNotWellFormed, ofPhone ? ProblemSeverity.Error : ProblemSeverity.Warning, 0,
            ofPhone
                ? "The file is empty. A 7940 or 7960 that gets it ends its search and starts the application that it "
                    + "has, and without one it shows \"Protocol Application Invalid\"; no file at all would be better."
                : "The file is empty: the phone goes on without it and counts a warning.",
            "Fill it, or take it away.");
    }

    /// <summary>
    /// Two bytes to a character: a universal loader looks for the name of the element byte by byte (sources.md
    /// 7940-7960-code §4), and whether a Java phone reads it is not known.
    /// </summary>
    private static void CheckUnits(LintContext sheet, XmlTree tree)
    {
        if (sheet.File.Form is TextForm.Bytes) return;
        bool isOf7940 = XmlLoadPlace.ElementsOf(tree).Any(i => LoaderXmlLint.IsOf7940(tree.Value(i).Trim()));
        string message = "The file is saved as UTF-16 (\"Unicode\"), two bytes to a character. " + (isOf7940
            ? "A universal loader reads one byte to a character and finds no load in it: it shows \"No Load "
                + "Specified\" and starts the application that it has."
            : "Whether the phone reads that is not known.");
        sheet.Add(ProblemCode.ConfigNotWellFormed, isOf7940 ? ProblemSeverity.Error : ProblemSeverity.Warning, 0,
            message, "Save it as UTF-8, and let the first line say so.");
    }

    private static void CheckForm(LintContext sheet, XmlTree tree)
    {
        int quote = SmartQuoteInTag(sheet, tree);
        if (quote >= 0)
        {
            SmartQuote(sheet, quote);
            return;
        }

        string document = Decoded(sheet);
        int blanks = document.Length - document.AsSpan().TrimStart().Length;
        XmlSyntaxFault? fault = XmlSyntax.FirstFault(document);
        if (fault is null) return;
        if (blanks > 0 && document.AsSpan(blanks).StartsWith("<?xml"))
        {
            sheet.Add(ProblemCode.ConfigNotWellFormed, ProblemSeverity.Warning, 0,
                "Blanks or empty lines stand before <?xml; strict readers refuse that, what each phone does is not "
                    + "known.",
                "Let the file begin with <?xml.", new Splice(0, blanks, ""));
            if (XmlSyntax.FirstFault(document[blanks..]) is null) return;
        }

        if (XmlDamage.Told(sheet, tree, document, fault.Value)) return;
        if (tree.Imbalances.Count > 0) Unbalanced(sheet, tree, document, fault.Value);
        else Report(sheet, fault.Value);
    }

    private static void Report(LintContext sheet, XmlSyntaxFault fault) =>
        sheet.AddAt(ProblemCode.ConfigNotWellFormed, ProblemSeverity.Error, fault.Line, fault.Column,
            $"The XML breaks off here: {fault.Why}. The phone drops the whole file.",
            "Mend this place; the file must be well-formed XML.");

    private static void Unbalanced(LintContext sheet, XmlTree tree, string document, XmlSyntaxFault fault)
    {
        XmlImbalance first = tree.Imbalances[0];
        XmlTag tag = tree.Tags[first.Tag];
        (int line, _) = sheet.Place(tag.Start);
        // What the strict reader stumbles over earlier is the cause and comes first.
        if (fault.Line < line)
        {
            Report(sheet, fault);
            return;
        }

        string name = VisibleText.Show(tag.Name, 40);
        if (tag.Kind is not XmlTagKind.Close)
        {
            sheet.Add(ProblemCode.ConfigNotWellFormed, ProblemSeverity.Error, tag.Start,
                $"<{name}> is never closed. The phone drops the whole file.",
                $"Put </{name}> where it ends.");
            return;
        }

        string? pending = first.Pending < 0 ? null : tree.Elements[first.Pending].Name;
        // What is closed by a tag of its own further down needs none here.
        bool isTooMany = pending is null || (tree.Elements[first.Pending].Close is var own && own >= 0
            && own != first.Tag);
        Splice? fix = isTooMany ? null : ClosingFix(sheet, tag, pending!, document, fault);
        string open = pending is null ? "nothing is open" : $"<{VisibleText.Show(pending, 40)}> is open";
        sheet.Add(ProblemCode.ConfigNotWellFormed, ProblemSeverity.Error, tag.Start,
            $"</{name}> closes an element that was never opened: {open} here. The phone drops the whole file.",
            isTooMany ? "Take it out." : $"Write </{VisibleText.Show(pending!, 40)}>.", fix);
    }

    // Safe only when the names are alike and the document is right afterwards, or at least up to a later place.
    private static Splice? ClosingFix(
        LintContext sheet, XmlTag tag, string pending, string document, XmlSyntaxFault fault)
    {
        if (!XmlText.Alike(tag.Name, pending) || !document.All(char.IsAscii)) return null;
        Splice splice = new(tag.Start + 2, tag.Name.Length, pending);
        string mended = string.Concat(document.AsSpan(0, splice.Start), pending,
            document.AsSpan(splice.Start + splice.Length));
        XmlSyntaxFault? next = XmlSyntax.FirstFault(mended);
        return next is null || (next.Value.Line, next.Value.Column).CompareTo((fault.Line, fault.Column)) > 0
            ? splice
            : null;
    }

    private static int SmartQuoteInTag(LintContext sheet, XmlTree tree)
    {
        foreach (XmlTag tag in tree.Tags)
        {
            int equals = sheet.Text.IndexOf('=', tag.Start, tag.End - tag.Start);
            for (; equals >= 0; equals = sheet.Text.IndexOf('=', equals + 1, tag.End - equals - 1))
            {
                if (SmartQuotes.At(sheet.Text, equals + 1, sheet) > 0) return equals + 1;
            }
        }

        return -1;
    }

    private static void SmartQuote(LintContext sheet, int at)
    {
        int opening = SmartQuotes.At(sheet.Text, at, sheet);
        int tagEnd = sheet.Text.IndexOf('>', at);
        int closing = at + opening;
        while (closing < tagEnd && SmartQuotes.At(sheet.Text, closing, sheet) == 0) closing++;
        bool pair = closing < tagEnd && !sheet.Text.AsSpan(at, closing - at).Contains('"');
        Splice? fix = pair
            ? new Splice(at, closing + SmartQuotes.At(sheet.Text, closing, sheet) - at,
                $"\"{sheet.Text[(at + opening)..closing]}\"")
            : null;
        sheet.Add(ProblemCode.ConfigNotWellFormed, ProblemSeverity.Error, at,
            "The value of an attribute stands in typographic quotes, which are no quotes in XML. The phone drops the "
                + "whole file.",
            "Write straight quotes (\").", fix);
    }

    // The reader counts characters, so bytes of UTF-8 are put together first; what the declaration says is ignored.
    private static string Decoded(LintContext sheet)
    {
        if (!sheet.IsUtf8 || sheet.Text.All(char.IsAscii)) return sheet.Text;
        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(sheet.Text));
    }

    /// <summary>Bytes that are no UTF-8 in a file that says or means UTF-8: strict readers stop there.</summary>
    private static void CheckEncoding(LintContext sheet)
    {
        if (sheet.File.Form is not TextForm.Bytes || sheet.IsUtf8) return;
        int end = sheet.Text.StartsWith("<?xml", StringComparison.Ordinal)
            ? sheet.Text.IndexOf("?>", StringComparison.Ordinal)
            : -1;
        string declared = end < 0 ? "" : sheet.Text[..end];
        bool isOther = declared.Contains("encoding", StringComparison.OrdinalIgnoreCase)
            && !declared.Contains("utf-8", StringComparison.OrdinalIgnoreCase);
        int at = sheet.Text.AsSpan().IndexOfAnyExceptInRange('\0', '\x7F');
        if (isOther || at < 0) return;
        sheet.Add(ProblemCode.ConfigNotWellFormed, ProblemSeverity.Warning, at,
            $"The byte 0x{(int)sheet.Text[at]:X2} is no UTF-8, and the file says that it is UTF-8. Strict readers "
                + "refuse it; what each phone does is not known.",
            "Write encoding=\"ISO-8859-1\" into the first line, or save the file as UTF-8.");
    }

    private static void CheckRoot(LintContext sheet, ConfigurationKind kind, XmlTree tree)
    {
        // The 7940's parser does not look at the dial plan's root (§6.3), but a foreign root means foreign rules.
        string? expected = kind switch
        {
            ConfigurationKind.XmlDefault => "Default",
            ConfigurationKind.XmlDevice => "device",
            ConfigurationKind.RingListXml => "CiscoIPPhoneRingList",
            ConfigurationKind.DialPlan => "DIALTEMPLATE",
            _ => null,
        };
        if (expected is null) return;
        if (tree.Elements.Count == 0)
        {
            sheet.Add(ProblemCode.ConfigWrongRoot, ProblemSeverity.Error, 0,
                $"No element stands in the file; its first must be <{expected}>.", "Put the right file in its place.");
            return;
        }

        string root = tree.Elements[0].Name;
        if (root == expected || (kind is ConfigurationKind.DialPlan && XmlText.Same(root, expected))) return;
        // Some firmware has been seen to take the one for the other: 7940-7960 §6.5 and other-phones §4.3.
        bool swapped = root is "device" or "Default";
        sheet.Add(ProblemCode.ConfigWrongRoot,
            XmlText.Same(root, expected) ? ProblemSeverity.Warning : ProblemSeverity.Error,
            tree.Tags[tree.Elements[0].Open].Start + 1,
            $"The first element is <{VisibleText.Show(root, 40)}>; a phone looks for <{expected}> in this file."
                + (swapped ? " Some firmware takes it all the same; which is not verified." : ""),
            $"Write <{expected}>, or put the right file in its place.");
    }
}
