using System.Globalization;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Phones.Stories;

/// <summary>The sentences of what a phone shows beside its registration.</summary>
internal static class EvidenceStory
{
    internal static IEnumerable<StoryLine> Tell(EndpointSpoke spoke)
    {
        string name = VisibleText.Show(spoke.Endpoint);
        bool isNo = spoke.Code is >= 300;
        string code = spoke.Code is { } c ? c.ToString(CultureInfo.InvariantCulture) : "";
        string text = spoke.Sign switch
        {
            EndpointSign.Notified =>
                $"tells over MGCP what happens at {name}: {VisibleText.Show(spoke.Observed ?? "")}",
            EndpointSign.Watched when isNo => $"will not tell over MGCP when its handset is lifted ({code})",
            EndpointSign.Watched => "is to tell over MGCP when its handset is lifted, and says yes",
            _ when isNo => $"is asked over MGCP whether {name} lives, and says no ({code})",
            _ => $"is asked over MGCP whether {name} lives, and says yes",
        };
        return [new StoryLine(spoke.At, isNo ? StoryTone.Plain : StoryTone.Good, text)];
    }

    internal static IEnumerable<StoryLine> Tell(PageRead page)
    {
        (string Name, string? Value)[] said =
        [
            ("model", page.ModelNumber), ("application", page.Application), ("version", page.Version),
            ("serial number", page.Serial), ("call manager", page.CallManager),
        ];
        string what = string.Join(", ",
            said.Where(p => p.Value is not null).Select(p => $"{p.Name} {VisibleText.Show(p.Value!)}"));
        if (what.Length > 0) what = ": " + what;
        return [new StoryLine(page.At, StoryTone.Good, $"shows its page {VisibleText.Show(page.Page)}{what}")];
    }
}
