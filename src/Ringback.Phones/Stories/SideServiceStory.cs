using System.Globalization;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Phones.Stories;

/// <summary>The sentences about what a phone finds besides its files.</summary>
internal static class SideServiceStory
{
    internal static IEnumerable<StoryLine> Tell(PhoneSaid said)
    {
        if (said.LeftOut > 0)
        {
            string lines = said.LeftOut == 1 ? "one more line" : string.Create(CultureInfo.InvariantCulture,
                $"{said.LeftOut:N0} more lines");
            yield return new StoryLine(said.At, StoryTone.Attention,
                $"has sent {lines} of its log, which were left out because there were too many");
        }

        // What a phone calls an error is often none, so that it is worth a look and no fault by itself.
        StoryTone tone = said.Severity <= SaidSeverity.Warning ? StoryTone.Attention : StoryTone.Plain;
        string tag = said.Tag is null ? "" : Plain(said.Tag) + ": ";
        yield return new StoryLine(said.At, tone, $"says in its log: \"{tag}{Plain(said.Text)}\"");
    }

    internal static IEnumerable<StoryLine> Tell(NameAsked asked)
    {
        string what = asked.Type == "A" ? "the address" : $"a record {Plain(asked.Type)}";
        string answer = asked.AnsweredWith is null ? "gets none" : $"gets {asked.AnsweredWith}";
        yield return new StoryLine(asked.At, StoryTone.Plain,
            $"asks DNS for {what} of {Plain(asked.Name)} and {answer}{Narrator.Why(asked.Because)}");
    }

    /// <summary>The reader writes out what would not be seen; a journal from elsewhere may not be its work.</summary>
    private static string Plain(string text) => text.Any(char.IsControl) ? VisibleText.Show(text) : text;
}
