using Ringback.Catalogue;

namespace Ringback.Journal;

/// <summary>
/// Whose events decide what is believed of one phone: its own, those of the addresses that it used, and those of
/// whoever else used them, for an address is a phone's until another one shows itself there.
/// </summary>
internal static class Kinship
{
    /// <summary>The names of the phone, of its addresses, and of all that these lead to.</summary>
    /// <param name="phone">The phone.</param>
    /// <param name="seen">Which MAC addresses were seen at which addresses.</param>
    public static HashSet<string> Of(MacAddress phone, IEnumerable<(string Mac, string Address)> seen)
    {
        // No address is written like a MAC address, so both can be names in one set.
        ILookup<string, string> partners = seen.SelectMany(pair => new[] { pair, (pair.Address, pair.Mac) })
            .ToLookup(pair => pair.Item1, pair => pair.Item2);
        HashSet<string> kin = [phone.ToString()];
        Queue<string> unasked = new(kin);
        while (unasked.TryDequeue(out string? name))
        {
            foreach (string partner in partners[name].Where(kin.Add)) unasked.Enqueue(partner);
        }

        return kin;
    }
}
