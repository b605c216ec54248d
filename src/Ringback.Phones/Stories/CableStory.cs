using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Phones.Stories;

/// <summary>The sentences about what a phone shows on its cable, without being asked.</summary>
internal static class CableStory
{
    internal static IEnumerable<StoryLine> Tell(PhoneAnnounced said)
    {
        string via = said.Via is AnnouncedBy.Cdp ? "CDP" : "LLDP";
        string what = said.Platform is { } platform ? $" as \"{VisibleText.Show(platform)}\"" : "";
        string load = said.Load is { } running ? $" on {VisibleText.Show(running)}" : "";
        string name = said.DeviceName is { } called ? $"; it calls itself {VisibleText.Show(called)}" : "";
        yield return new StoryLine(said.At, StoryTone.Plain, $"announces itself by {via}{what}{load}{name}");
    }

    internal static IEnumerable<StoryLine> Tell(AddressClaimed claimed) => claimed.How switch
    {
        AddressClaim.Probe =>
            [new StoryLine(claimed.At, StoryTone.Plain, $"asks whether anybody else has {claimed.Claimed}")],
        AddressClaim.Announcement =>
            [new StoryLine(claimed.At, StoryTone.Plain, $"says that it has the address {claimed.Claimed}")],
        _ => [],
    };

    /// <summary>What it asks of TFTP, HTTP and DNS is told where it asks.</summary>
    internal static IEnumerable<StoryLine> Tell(ServerTried tried)
    {
        string? role = tried.Role switch
        {
            ServerRole.Sccp => "its call manager",
            ServerRole.Sip => "its SIP server",
            ServerRole.Mgcp => "its call agent",
            _ => null,
        };
        if (role is null) yield break;
        yield return new StoryLine(tried.At, StoryTone.Plain, tried.Answered
            ? $"is answered by {role} {tried.Server}"
            : $"turns to {role} {tried.Server}, port {tried.Port}");
    }
}
