using System.Globalization;
using System.Net;
using Ringback.Catalogue.Problems;
using Ringback.Cli.Screens.Printing;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Hearing;
using Ringback.Workbench.Network;

namespace Ringback.Cli.Screens;

/// <summary>
/// What <c>listen</c> tells a person: what happens while it listens, and at the end a block to a phone, with how sure
/// each thing is and why.
/// </summary>
internal static class ListenScreen
{
    internal static void Begin(NetworkCard card, string? blind, int? seconds)
    {
        string until = seconds is { } chosen
            ? string.Create(CultureInfo.InvariantCulture, $"for {chosen:N0} s")
            : "until Ctrl-C";
        Output.Note($"Listening at {card.Name} {until}; nothing is sent. Restart a phone to hear all of it.");
        if (blind is not null) Output.Note(blind);
    }

    internal static void Show(ListenJson all)
    {
        if (all.Phones.Count == 0) Output.Say(NoPhones(all.Source));
        foreach (ListenedPhone phone in all.Phones) Show(phone);
        foreach (ListenedOther other in all.Others) Output.Say(Told(other));
        Output.Note(Sum(all));
    }

    private static void Show(ListenedPhone phone)
    {
        string title = (phone.Model?.Value, phone.Mac) switch
        {
            ({ } model, { } mac) => $"{model} {mac}",
            (null, { } mac) => $"Phone {mac}",
            ({ } model, null) => $"{model} at {phone.Address?.Value}",
            _ => $"Phone at {phone.Address?.Value}",
        };
        Output.Say($"{title}: {string.Join(", ", phone.KnownBy)}");
        Say("model", phone.Model, m => m);
        Say("load", phone.Load, VisibleText.Show);
        Say("protocol", phone.Protocol, p => p.ToString().ToUpperInvariant());
        Say("address", phone.Address, a => a.ToString());
        Say("comes by it", phone.AddressedBy, Words);
        Say("mask", phone.PrefixLength, p => $"{Mask(p)} (/{p})");
        Say("VLAN", phone.Vlan, v => v.ToString(CultureInfo.InvariantCulture));
        Say("router", phone.Gateway, a => a.ToString());
        foreach (Believed<IPAddress> server in phone.TftpServers) Say("files from", server, a => a.ToString());
        foreach (Believed<IPAddress> server in phone.CallServers) Say("calls by", server, a => a.ToString());
        foreach (Believed<IPAddress> other in phone.OtherAddresses) Say("looks for", other, a => a.ToString());
    }

    private static void Say<T>(string what, Believed<T>? believed, Func<T, string> show)
    {
        if (believed is null) return;
        (string sure, StoryTone tone) = believed.Confidence switch
        {
            ProblemConfidence.Certain => ("certain", StoryTone.Good),
            ProblemConfidence.Likely => ("likely", StoryTone.Plain),
            _ => ("possible", StoryTone.Attention),
        };
        string frame = believed.Evidence is FrameOrigin seen
            ? string.Create(CultureInfo.InvariantCulture, $" [frame {seen.Frame}]")
            : "";
        string because = VisibleText.Line(believed.Because);
        Output.Say($"  {what,-12}", tone, $"{show(believed.Value)}, {sure}: {because}{frame}");
    }

    private static string Words(AddressOrigin by) => by switch
    {
        AddressOrigin.Leased => "DHCP",
        AddressOrigin.KeptLease => "a lease of another network",
        AddressOrigin.Static => "set by hand",
        _ => "not at all yet",
    };

    private static string Mask(int prefix)
    {
        uint bits = prefix == 0 ? 0 : uint.MaxValue << (32 - prefix);
        return $"{bits >> 24}.{(bits >> 16) & 255}.{(bits >> 8) & 255}.{bits & 255}";
    }

    private static string Told(ListenedOther other)
    {
        string via = other.Via is AnnouncedBy.Cdp ? "CDP" : "LLDP";
        string name = other.Name is { } said ? $" \"{VisibleText.Show(said)}\"" : "";
        string product = other.Product is { } made ? $", {VisibleText.Show(made)}" : "";
        string address = other.Address is { } at ? $", at {at}" : "";
        string voice = other.VoiceVlan is { } vlan ? $"; it sends phones to VLAN {vlan}" : "";
        return $"Also there by {via}: {other.Mac}{name}{product}{address}, {other.Why}{voice}.";
    }

    private static string NoPhones(ListenSource source) => source.Frames == 0
        ? "Nothing was heard: no frame came."
        : "No Cisco phone was heard. A phone speaks within a minute, and most when it starts: take its power away and "
            + "give it back.";

    private static string Sum(ListenJson all)
    {
        ListenSource source = all.Source;
        List<string> rest = [];
        Add(source.Unreadable, "of an unknown kind");
        Add(source.Malformed, "broken");
        Add(source.Fragments, "later pieces of packets, which are not read");
        Add(source.Ipv6, "of IPv6, which is not read");
        Add(source.LeftOut, "things left out because a limit was reached");
        Add(source.Lost, "lost because there were too many");
        string cut = source.Cut ? " The file ends in the middle." : "";
        string beside = rest.Count == 0 ? "" : $" Among them: {string.Join(", ", rest)}.";
        return string.Create(CultureInfo.InvariantCulture,
            $"{all.Phones.Count:N0} phone{S(all.Phones.Count)} in {source.Frames:N0} frame{S(source.Frames)}.")
            + beside + cut;

        static string S(long count) => count == 1 ? "" : "s";

        void Add(long count, string what)
        {
            if (count > 0) rest.Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}"));
        }
    }
}

/// <summary>What happens while somebody listens, each sentence once.</summary>
internal sealed class ListenProgress
{
    private readonly Dictionary<string, int> _told = [];

    internal void Tell(HeardNow heard)
    {
        foreach (HeardPhone phone in heard.Phones)
        {
            string key = phone.Phone.Mac?.ToString() ?? phone.Phone.Address?.ToString() ?? "";
            int told = _told.GetValueOrDefault(key);
            foreach (StoryLine line in phone.Phone.Story.Skip(told))
                Output.Say(Screens.Words.Time(line.At), line.Tone, $"{phone.Phone.Title} {line.Text}");
            // A long story loses its beginning; who has told so much has told enough.
            _told[key] = Math.Max(told, phone.Phone.Story.Count);
        }
    }
}
