using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Ringback.Catalogue;
using Ringback.Console.Subject;
using Ringback.Files.Text;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Console.Board;

/// <summary>A configuration file as a phone would get it now.</summary>
/// <param name="Name">The name that it asks for.</param>
/// <param name="Because">Why it gets that.</param>
/// <param name="Lines">
/// The lines, with what is secret masked and those that differ from the user's own file told; empty when it gets none.
/// </param>
/// <param name="IsOwn">True when the user's own file lies behind it.</param>
public sealed record ServedFile(string Name, string Because, IReadOnlyList<ServedLine> Lines, bool IsOwn);

/// <summary>A line.</summary>
/// <param name="Text">The line.</param>
/// <param name="Difference"><c>+</c> for one that only the phone gets, <c>-</c> for one that only the user's file has,
/// null for one that both have.</param>
public sealed record ServedLine(string Text, char? Difference);

/// <summary>What of configuration a phone gets, for somebody who looks. Nothing is recorded by that.</summary>
public static partial class ServedFiles
{
    private const int MostFiles = 6;
    private const int LongestFile = 64 * 1024;
    private const int MostLines = 400;
    private const string Mask = "••••";

    /// <summary>The configuration that it asked for last, as it would get it now.</summary>
    public static IReadOnlyList<ServedFile> Of(ConsoleSubject subject, MacAddress mac)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject.Bench.Desk.CaseOf(mac) is not { } phone) return [];
        return
        [
            .. phone.Boots.Reverse().SelectMany(b => b.Asks.Reverse()).Where(IsConfiguration).Select(a => a.Name)
                .Distinct(StringComparer.OrdinalIgnoreCase).Take(MostFiles)
                .Select(name => Look(subject, mac, name)).OfType<ServedFile>(),
        ];
    }

    /// <summary>The lines with the values of passwords masked: whoever looks over a shoulder learns none.</summary>
    public static string Masked(string text) =>
        LineSecret().Replace(ElementSecret().Replace(text, $"$1{Mask}$3"), $"$1{Mask}");

    private static ServedFile? Look(ConsoleSubject subject, MacAddress mac, string name)
    {
        if (subject.Bench.Desk.Preview(mac, name, Local(subject)) is not { } answer) return null;
        IShelf shelf = subject.Bench.Shelf.Current;
        string? own = shelf.Find(name) is { } file && shelf.Read(file) is { } kept ? Text(kept) : null;
        string? given = answer is not Serve serve ? null : serve.Content switch
        {
            MadeContent made => Text(made.Bytes),
            StoredContent stored when shelf.Read(stored.File) is { } bytes => Text(bytes),
            _ => null,
        };
        return new ServedFile(VisibleText.Show(name), answer.Because,
            given is null ? [] : Compare(own, given), own is not null);
    }

    private static IPAddress Local(ConsoleSubject subject) => subject.Bench.Listening.Select(l => l.Address)
        .FirstOrDefault(a => !a.Equals(IPAddress.Any) && !a.Equals(IPAddress.IPv6Any)) ?? IPAddress.Loopback;

    private static bool IsConfiguration(BootAsk ask) => ask.Outcome is AskOutcome.Served && ask.Kind
        is RequestedKind.SepXml or RequestedKind.SipPhone or RequestedKind.MgcPhone or RequestedKind.XmlDefault
        or RequestedKind.SipDefault or RequestedKind.MgcDefault or RequestedKind.DualBoot or RequestedKind.LegacySep;

    private static string? Text(ReadOnlyMemory<byte> content) =>
        content.Length > LongestFile ? null : Encoding.Latin1.GetString(content.Span);

    /// <summary>Both in one list: the user's lines that are gone stand before those that came in their place.</summary>
    private static List<ServedLine> Compare(string? own, string given)
    {
        string[] now = Lines(given), before = own is null ? now : Lines(own);
        if (own is null) return [.. now.Take(MostLines).Select(l => new ServedLine(l, null))];
        List<ServedLine> lines = [];
        int at = 0;
        foreach (string line in now.Take(MostLines))
        {
            int same = Array.IndexOf(before, line, at);
            if (same < 0)
            {
                lines.Add(new ServedLine(line, '+'));
                continue;
            }

            for (; at < same; at++) lines.Add(new ServedLine(before[at], '-'));
            lines.Add(new ServedLine(line, null));
            at = same + 1;
        }

        for (; at < before.Length && lines.Count < MostLines; at++) lines.Add(new ServedLine(before[at], '-'));
        return lines;
    }

    private static string[] Lines(string text) =>
        [.. Masked(text).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(Visible)];

    private static string Visible(string line) => line.Any(c => char.IsControl(c) && c != '\t')
        ? VisibleText.Show(line)
        : line.Replace("\t", "    ", StringComparison.Ordinal);

    // <sshPassword>…</sshPassword>, <line button="1">'s authPassword, <adminPassword>.
    [GeneratedRegex("(<\\w*(?:password|passwd|secret|pin)\\b[^>]*>)([^<]+)(</)", RegexOptions.IgnoreCase)]
    private static partial Regex ElementSecret();

    // line1_password: "…", phone_password: …
    [GeneratedRegex(@"^(\s*\w*(?:password|passwd|secret)\w*\s*[:=]\s*)(\S.*?)(?=\s*$)",
        RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex LineSecret();
}
