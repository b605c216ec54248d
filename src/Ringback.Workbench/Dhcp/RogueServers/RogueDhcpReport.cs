using System.Globalization;
using Ringback.Observation.Dhcp;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.RogueServers;

/// <summary>
/// Another DHCP server in words: exactly what it offers, what a phone would do with that, and what would make it right.
/// </summary>
public static class RogueDhcpReport
{
    /// <summary>One server, with the remedy.</summary>
    /// <param name="rogue">The server.</param>
    /// <param name="wanted">Where phones are to go; null when this computer has no address there yet.</param>
    public static IEnumerable<string> Lines(RogueDhcpOffer rogue, Ipv4Address? wanted)
    {
        ServerGuess? guess = ServerGuess.Of(rogue.Answer.Message);
        string product = guess is null ? "" : $" (probably {guess.Name})";
        string lease = rogue.Reading.LeaseTime is { } time ? $" for {Shown(time)}" : "";
        yield return $"  {rogue.Server}{product} offers {rogue.Reading.Address}{lease}:";
        foreach (string field in Fields(rogue.Reading)) yield return "    " + field;
        yield return "  " + rogue.Reading.Consequence(rogue.Server);
        foreach (PhoneOfferFault fault in rogue.Reading.Faults) yield return $"  Wrong for a phone: {fault.Because}";
        if (rogue.Reading.Faults.Count == 0)
        {
            string where = wanted is null ? "" : $": they will come to {wanted}";
            yield return $"  That is right for phones{where}. Use --dhcp off here.";
            yield break;
        }

        if (wanted is not { } tftp)
        {
            yield return "  This computer has no address in that network yet. Get one from that server (a DHCP client "
                + "on this card), start again, and what would make it right is shown here.";
            yield break;
        }

        Ipv4Network network = rogue.Reading.Network
            ?? new Ipv4Network(new Ipv4Address(rogue.Reading.Address.Bits & 0xFFFFFF00), 24);
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
        yield return "mask: "
            + (reading.Network is { } network ? $"{network.Mask} ({network})" : "none that is usable");
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

    private static string Shown(TimeSpan time) => time.TotalHours >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0} hours")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} minutes");
}
