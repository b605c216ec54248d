using System.Globalization;
using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp;
using Ringback.Workbench.Dhcp.Rivals;
using Ringback.Workbench.Network;

namespace Ringback.Cli.Screens;

/// <summary>
/// What is said when another DHCP server is found: what it offers, what a phone would do with that, and what would make
/// that server right.
/// </summary>
internal static class RivalScreen
{
    /// <summary>Tells it on standard error.</summary>
    internal static void Show(NetworkCard card, IReadOnlyList<RivalOffer> rivals, Ipv4Address? tftp, bool sharesNetwork)
    {
        Voice.Note(sharesNetwork
            ? $"Another DHCP server answers on {card.Name}. Phones may take either's offer."
            : $"ringback: another DHCP server answers on {card.Name}, so none is started here; nothing was changed.");
        foreach (RivalOffer rival in rivals)
        {
            foreach (string line in Lines(rival, tftp)) Voice.Note(line);
        }

        if (sharesNetwork) return;
        Voice.Note("What you can do: unplug that network from the phones' switch; or make that server right as above and "
            + "use --dhcp off; or serve phones only beside it, with --dhcp phones-only; or, if you know better, --force.");
    }

    /// <summary>One server, with the remedy.</summary>
    /// <param name="rival">The server.</param>
    /// <param name="wanted">Where phones are to go; null when this computer has no address there yet.</param>
    internal static IEnumerable<string> Lines(RivalOffer rival, Ipv4Address? wanted)
    {
        ServerGuess? guess = ServerGuess.Of(rival.Answer.Message);
        string product = guess is null ? "" : $" (probably {Name(guess.Products[0])})";
        string lease = rival.Reading.LeaseTime is { } time ? $" for {Shown(time)}" : "";
        yield return $"  {rival.Server}{product} offers {rival.Reading.Address}{lease}:";
        foreach (string field in Fields(rival.Reading)) yield return "    " + field;
        yield return "  " + RivalEvents.Consequence(rival);
        foreach (PhoneOfferFault fault in rival.Reading.Faults) yield return $"  Wrong for a phone: {fault.Because}";
        if (rival.Reading.Faults.Count == 0)
        {
            yield return $"  That is right for phones{(wanted is null ? "" : $": they will come to {wanted}")}. Use --dhcp "
                + "off here.";
            yield break;
        }

        if (wanted is not { } tftp)
        {
            yield return "  This computer has no address in that network yet. Get one from that server (a DHCP client on "
                + "this card), start again, and what would make it right is shown here.";
            yield break;
        }

        Ipv4Network network = rival.Reading.Network
            ?? new Ipv4Network(new Ipv4Address(rival.Reading.Address.Bits & 0xFFFFFF00), 24);
        RemedyRequest request = new([tftp], network);
        IReadOnlyList<ServerRemedy> remedies = guess is null
            ? ServerRemedy.All(request)
            : [.. guess.Products.Select(p => ServerRemedy.For(p, request))];
        yield return "  What makes it right:";
        foreach (ServerRemedy remedy in remedies)
        {
            yield return $"    {remedy.Name} ({remedy.Where})"
                + (remedy.IsProven ? ":" : ", by its documentation; not tried here:");
            foreach (string line in remedy.Text) yield return "      " + line;
            if (remedy.Then.Length > 0) yield return $"      then: {remedy.Then}";
        }
    }

    private static IEnumerable<string> Fields(PhoneOfferReading reading)
    {
        yield return "mask: " + (reading.Network is { } network ? $"{network.Mask} ({network})" : "none that is usable");
        yield return "router: " + Listed(reading.Routers) + "; DNS: " + Listed(reading.DnsServers);
        foreach (PhoneTftpSource source in Enum.GetValues<PhoneTftpSource>())
        {
            PhoneTftpServer? server = reading.TftpServers.FirstOrDefault(s => s.Source == source);
            string place = new PhoneTftpServer(source, [], "").Place;
            yield return $"{place}: " + (server is null ? "none"
                : server.Addresses.Count > 0 ? Listed(server.Addresses) : server.Name);
        }
    }

    private static string Listed(IReadOnlyList<Ipv4Address> addresses) =>
        addresses.Count == 0 ? "none" : string.Join(", ", addresses);

    private static string Name(ServerProduct product) => RivalEvents.NameOf(product);

    private static string Shown(TimeSpan time) => time.TotalHours >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0} hours")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} minutes");
}
