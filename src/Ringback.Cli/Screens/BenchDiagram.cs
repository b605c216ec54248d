using Ringback.Catalogue.Problems;
using Ringback.Workbench.Network;

namespace Ringback.Cli.Screens;

/// <summary>A drawing of the bench: what is plugged into what, and the addresses. 78 columns at most.</summary>
internal static class BenchDiagram
{
    private const int BoxWidth = 20;
    private const int Widest = 78;
    private const string Cable = "═══", Gap = "   ";

    /// <summary>Draws it.</summary>
    /// <param name="card">The card that phones hang on.</param>
    /// <param name="address">Its address; null when it has none.</param>
    /// <param name="lent">The addresses that phones get; null when it is not us who lend them.</param>
    /// <param name="warnings">What may go wrong; told below.</param>
    internal static IEnumerable<string> Lines(NetworkCard card, CardAddress? address, string? lent,
        IReadOnlyList<Problem> warnings)
    {
        string own = address is { } held ? $"{held}" : "no address yet";
        string[] phones = lent is null
            ? ["address by another", "server or by hand"]
            : lent.Length <= BoxWidth ? ["one address each of", lent] : ["one address each"];
        string[][] boxes =
        [
            ["this computer", card.Name, own],
            ["switch or injector", "or a straight cable", "and a power brick"],
            ["phone, or phones", .. phones],
        ];
        yield return Row(boxes, _ => '┌' + new string('─', BoxWidth + 2) + '┐', Gap);
        for (int line = 0; line < 3; line++)
        {
            int index = line;
            yield return Row(boxes, box => "│ " + Fitted(index < box.Length ? box[index] : "") + " │",
                line == 1 ? Cable : Gap);
        }

        yield return Row(boxes, _ => '└' + new string('─', BoxWidth + 2) + '┘', Gap);
        foreach (Problem warning in warnings)
        {
            foreach (string line in Wrapped($"! {warning.Message} {warning.Advice}")) yield return line;
        }
    }

    private static string Row(string[][] boxes, Func<string[], string> draw, string between) =>
        string.Join(between, boxes.Select(draw));

    private static string Fitted(string text) =>
        text.Length <= BoxWidth ? text.PadRight(BoxWidth) : text[..(BoxWidth - 1)] + '…';

    /// <summary>Breaks at spaces; what follows the first line stands under its text.</summary>
    private static IEnumerable<string> Wrapped(string text)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 2 && line.Length + 1 + word.Length > Widest)
            {
                yield return line;
                line = "  " + word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }
}
