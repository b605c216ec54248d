using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Workbench.Proofs;

/// <summary>Something beside a registration that speaks for what a phone runs.</summary>
/// <param name="Kind">page, announcement, endpoint, request or vendor-class.</param>
/// <param name="At">When it was seen last.</param>
/// <param name="Text">What it is.</param>
/// <param name="Confidence">
/// How much it proves of the load that was wanted, or that it runs at all where none was: certain where the phone names
/// that load itself.
/// </param>
public sealed record ProofEvidence(string Kind, DateTimeOffset At, string Text, ProblemConfidence Confidence);

/// <summary>Finds it in what happened since a phone's conversion began: a pure function.</summary>
internal static class ProofEvidenceReading
{
    private const string Assumption = "java-pages-name-the-load-in-version";

    /// <summary>The evidence, the strongest first.</summary>
    internal static IReadOnlyList<ProofEvidence> Read(
        string? target, IReadOnlyList<PhoneEvent> events, PhoneCatalogue catalogue)
    {
        int begun = events.Select((e, i) => (e, i)).LastOrDefault(p => p.e is ConversionStarted).i;
        PhoneEvent[] since = [.. events.Skip(begun)];
        Load? wanted = target is not null && Load.TryParse(target, out Load? load, catalogue.Firmware) ? load : null;
        ProofEvidence?[] found =
        [
            OfPage(wanted, since, catalogue), OfAnnouncement(wanted, since), OfEndpoint(since), OfRequest(since),
            OfVendorClass(events, begun),
        ];
        return [.. found.OfType<ProofEvidence>().OrderBy(e => e.Confidence is ProblemConfidence.Certain ? 0
            : e.Confidence is ProblemConfidence.Likely ? 1 : 2)];
    }

    /// <summary>A page names the load, or a part of it that only its maker can tell apart.</summary>
    private static ProofEvidence? OfPage(Load? wanted, PhoneEvent[] since, PhoneCatalogue catalogue)
    {
        if (since.OfType<PageRead>().LastOrDefault(p => (p.Application ?? p.Version) is not null) is not { } page)
            return null;
        bool names = wanted is null
            || LoadStatement.Means(page.Application, wanted)
            || (catalogue.Assumes(Assumption) && LoadStatement.Means(page.Version, wanted));
        string says = string.Join(", ", ((string?[])[page.ModelNumber, page.Application, page.Version])
            .Where(t => t is not null));
        return new ProofEvidence("page", page.At, $"its own page {page.Page} says {says}",
            names ? ProblemConfidence.Certain : ProblemConfidence.Possible);
    }

    private static ProofEvidence? OfAnnouncement(Load? wanted, PhoneEvent[] since)
    {
        if (since.OfType<PhoneAnnounced>().LastOrDefault(a => a.Load is not null) is not { } said) return null;
        bool names = wanted is null || LoadStatement.Means(said.Load, wanted);
        return new ProofEvidence("announcement", said.At, $"it announces {said.Load} on its cable",
            names ? ProblemConfidence.Certain : ProblemConfidence.Possible);
    }

    private static ProofEvidence? OfEndpoint(PhoneEvent[] since) =>
        since.OfType<EndpointSpoke>().LastOrDefault(e => e.Code is null or (>= 200 and < 300)) is not { } spoke
            ? null
            : new ProofEvidence("endpoint", spoke.At, spoke.Sign is EndpointSign.Notified
                ? $"its MGCP endpoint tells what its person does ({spoke.Observed})"
                : "its MGCP endpoint answers when it is asked whether it lives", ProblemConfidence.Likely);

    /// <summary>A loader asks for no ring tones and no dial plan; an application does, once it runs.</summary>
    private static ProofEvidence? OfRequest(PhoneEvent[] since)
    {
        int image = Array.FindLastIndex(since, e => e is TransferEnded t && RequestedFile.Recognise(t.Name).IsFirmware
            && (t.Outcome is TransferOutcome.Delivered || t.LacksLastAcknowledgement));
        if (image < 0) return null;
        return since.Skip(image).OfType<FileAsked>()
            .LastOrDefault(a => RequestedFile.Recognise(a.Name).Kind is RequestedKind.Trimming) is not { } asked
            ? null
            : new ProofEvidence("request", asked.At, $"it asked for {asked.Name} after it had its image, as only a "
                + "running application does", ProblemConfidence.Likely);
    }

    /// <summary>It calls itself otherwise than before when it asks for an address: other code asks.</summary>
    private static ProofEvidence? OfVendorClass(IReadOnlyList<PhoneEvent> events, int begun)
    {
        string? before = events.Take(begun).OfType<AddressAsked>().LastOrDefault(a => a.VendorClass is not null)
            ?.VendorClass;
        AddressAsked? after = events.Skip(begun).OfType<AddressAsked>().LastOrDefault(a => a.VendorClass is not null);
        return before is null || after is null || after.VendorClass == before
            ? null
            : new ProofEvidence("vendor-class", after.At, $"it calls itself \"{after.VendorClass}\" when it asks for "
                + $"an address, and called itself \"{before}\" before", ProblemConfidence.Possible);
    }
}
