using System.Text;

namespace Ringback.Catalogue.Tests;

/// <summary>Writes <c>docs/phones.md</c> out of the catalogue.</summary>
internal sealed class PhoneDocument
{
    private const int Columns = 120;

    private readonly StringBuilder _text = new();

    private PhoneDocument()
    {
    }

    internal static string Of(PhoneCatalogue catalogue)
    {
        PhoneDocument document = new();
        document.Begin(catalogue);
        PhoneFamily[] families = [.. catalogue.Families.OrderByDescending(f => f.Help.Grade)];
        foreach (PhoneFamily family in families)
            document.Add(family, [.. catalogue.Models.Where(m => m.Family == family.Family)]);
        return document._text.ToString();
    }

    private void Begin(PhoneCatalogue catalogue)
    {
        Line("# Phones");
        Line();
        Paragraph("What Ringback knows of each phone, and what it can do for it. This page is written out of the "
            + "catalogue (`src/Ringback.Catalogue/Data`), and a test keeps the two equal: change the data, "
            + "not the page.");
        Line();
        Paragraph("Each fact carries the mark of what it rests on: [FW] read out of firmware, [TOOL] out of a tool of "
            + "Cisco's, [LOG] a published log or capture, [CISCO] a document of Cisco's, [SRC] open-source code, "
            + "[COMM] a forum or a blog, [INFER] concluded from the others, [UNVERIFIED] believed, but not read "
            + "anywhere. ␀ stands for a NUL byte; – for what is not known.");
        Line();
        Line("## What Ringback can do");
        Line();
        Line("| Model | Product | Ringback |");
        Line("|---|---|---|");
        foreach (PhoneModel m in catalogue.Models)
            Line($"| {m.Model} | {m.Product} | {Words(catalogue.HelpFor(m).Grade)} |");
    }

    private void Add(PhoneFamily family, PhoneModel[] models)
    {
        Line();
        Line($"## {family.Title}");
        Line();
        Paragraph(family.Help.Sentence);
        PhoneModel[] apart = [.. models.Where(m => m.Help is not null)];
        if (apart.Length > 0) Line();
        foreach (PhoneModel m in apart) Wrapped(Plain($"- {m.Model}: {m.Help!.Sentence}"), "  ");
        Table(models);
        Section("Firmware", family.Firmware.Select(Firmware));
        Section("It asks for", family.BootSequences.Select(Asks));
        Section("On the network", [
            .. family.BareDhcpClasses.Select(c => $"A load that names no model says `{Class(c)}`. {Mark(c.Evidence)}"),
            .. family.Http is { } http ? [Http(http)] : Array.Empty<string>(),
            .. family.Network.Select(h => $"{Plain(h.Statement)} {Mark(h.Evidence)}"),
        ]);
        Procedures(family.Procedures);
        Section("Dead ends", family.DeadEnds.Select(d => $"{Plain(d.Statement)} {Plain(d.WayOut)} {Mark(d.Evidence)}"));
        Section("Assumptions, each of which can be switched off",
            family.Assumptions.Select(a => $"`{a.Id}`: {Plain(a.Statement)} {Mark(a.Evidence)}"));
    }

    private void Table(PhoneModel[] models)
    {
        Line();
        Line("| Model | Device type | DHCP class (option 60) | SIP User-Agent | CDP platform |");
        Line("|---|---|---|---|---|");
        foreach (PhoneModel m in models)
        {
            string classes = m.DhcpClasses.Count == 0
                ? "–"
                : string.Join(", ", m.DhcpClasses.Select(c => $"`{Class(c)}` {Mark(c.Evidence)}"));
            Line($"| {m.Model} | {Cell(m.DeviceType)} | {classes} | {Code(m.SipUserAgent)} | {Code(m.CdpPlatform)} |");
        }
    }

    private void Procedures(IReadOnlyList<Procedure> procedures)
    {
        if (procedures.Count == 0) return;
        Heading("At the phone");
        foreach (Procedure p in procedures)
        {
            string models = p.Models.Count == 0 ? "" : $" ({string.Join(", ", p.Models)})";
            string[] more =
            [
                .. p.Shows is { } shows ? [$"Shows: {Plain(shows)}"] : Array.Empty<string>(),
                .. p.Takes is { } takes ? [$"Takes: {Plain(takes)}"] : Array.Empty<string>(),
                .. p.Effect is { } effect ? [Plain(effect)] : Array.Empty<string>(),
            ];
            Wrapped($"- **{Plain(p.Title)}**{models}. {string.Join(" ", p.Steps.Select(Plain).Concat(more))} "
                + Mark(p.Evidence), "  ");
        }
    }

    private void Section(string title, IEnumerable<string> entries)
    {
        string[] all = [.. entries];
        if (all.Length == 0) return;
        Heading(title);
        foreach (string entry in all) Wrapped("- " + entry, "  ");
    }

    private void Heading(string title)
    {
        Line();
        Line($"### {title}");
        Line();
    }

    private static string Firmware(FirmwareLine line)
    {
        string word = line.HardwareWord is { } known
            ? $" `HARDWARE_COMP_1` is {known.Value}. {Mark(known.Evidence)}"
            : "";
        return $"**{line.Family}**: {Plain(line.Loads)}. Files: {Plain(line.Files)}. {Mark(line.Evidence)}{word}";
    }

    private static string Asks(BootSequence s)
    {
        string names = string.Join(" → ", s.Asks.Select(a => a == BootSequence.Parts ? "the parts in it" : $"`{a}`"));
        string end = s.EndsAtFirstLoad ? ", until one names a load" : "";
        string after = string.Join(" and ", s.After.Select(Words));
        string when = s.Title.Contains(s.Loads, StringComparison.Ordinal) ? after : $"{Plain(s.Loads)}; {after}";
        return $"**{Plain(s.Title)}** ({when}): {names}{end}. {Mark(s.Evidence)}";
    }

    private static string Http(HttpHabit http)
    {
        string since = http.FromLoad is { } load ? $" from {load} on" : "";
        string first = http.TriedFirst
            ? $"It asks by HTTP on port {http.Port} before it asks by TFTP{since}."
            : "It asks by TFTP only.";
        return $"{first} {(http.Note is { } note ? Plain(note) + " " : "")}{Mark(http.Evidence)}";
    }

    private static string Words(HelpGrade grade) => grade switch
    {
        HelpGrade.Convert => "converts it and proves it",
        HelpGrade.Configure => "serves and explains it, and works on its profile",
        HelpGrade.Serve => "serves and explains it",
        _ => "names it",
    };

    private static string Words(BootMoment moment) => moment switch
    {
        BootMoment.FactoryReset => "after a factory reset",
        BootMoment.Application => "when the loader has started it",
        _ => "after power-up",
    };

    private static string Class(DhcpClass c) => c.OnTheWire.Replace('\0', '␀');

    private static string Cell<T>(Known<T>? fact) => fact is null ? "–" : $"{fact.Value} {Mark(fact.Evidence)}";

    private static string Code(Known<string>? fact) => fact is null ? "–" : $"`{fact.Value}` {Mark(fact.Evidence)}";

    private static string Mark(Evidence evidence) => evidence switch
    {
        Evidence.Firmware => "[FW]",
        Evidence.Tool => "[TOOL]",
        Evidence.Log => "[LOG]",
        Evidence.Cisco => "[CISCO]",
        Evidence.SourceCode => "[SRC]",
        Evidence.Community => "[COMM]",
        Evidence.Inferred => "[INFER]",
        _ => "[UNVERIFIED]",
    };

    /// <summary>A star is a key of the phone here, and no emphasis.</summary>
    private static string Plain(string text) => text.Replace("*", "\\*", StringComparison.Ordinal);

    private void Paragraph(string text) => Wrapped(text, "");

    private void Wrapped(string text, string indent)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            // A line that begins with one of these would be a heading or a list.
            bool full = line.Length > 0 && line.Length + 1 + word.Length > Columns;
            if (full && word[0] is not ('#' or '-' or '+' or '>'))
            {
                Line(line);
                line = indent + word;
            }
            else
            {
                line = line.Length == 0 ? word : line + " " + word;
            }
        }

        Line(line);
    }

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
