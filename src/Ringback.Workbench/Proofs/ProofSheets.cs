using Ringback.Catalogue;
using Ringback.Journal;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Workbench.Proofs;

/// <summary>Proof sheets out of a journal: the same for the command line and for the console.</summary>
/// <param name="journal">The story.</param>
/// <param name="catalogue">What is known of phones.</param>
/// <param name="authenticity">What is known of firmware by its SHA-256.</param>
public sealed class ProofSheets(IJournalReader journal, PhoneCatalogue catalogue, LibraryAuthenticity authenticity)
{
    /// <summary>The sheet of a phone.</summary>
    /// <param name="phone">What is believed of it; it must have named itself.</param>
    /// <param name="now">When the sheet is made.</param>
    /// <param name="version">The version that makes it.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<ProofSheet> ReadAsync(
        PhoneCase phone, DateTimeOffset now, string version, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(phone);
        MacAddress mac = phone.Mac
            ?? throw new ArgumentException("A phone without a name has no sheet.", nameof(phone));
        List<PhoneEvent> events = [];
        await foreach (JournalEntry entry in journal.ReadAboutAsync(mac, cancel).ConfigureAwait(false))
        {
            if (entry.Event.Mac == mac || entry.Event.Mac is null) events.Add(entry.Event);
        }

        return ProofReading.Read(phone, events, catalogue, authenticity.Of, now, version);
    }
}
