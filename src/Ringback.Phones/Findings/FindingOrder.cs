using Ringback.Catalogue.Problems;

namespace Ringback.Phones.Findings;

/// <summary>
/// What to mend first: causes before what follows from them, and what follows is left out where its cause is known. A
/// rule does not know of the others; here they are set in order.
/// </summary>
internal static class FindingOrder
{
    /// <summary>From what keeps a phone from everything to what is only worth knowing.</summary>
    private static readonly string[] Order =
    [
        ProblemCode.NoDhcpAnswer, ProblemCode.RivalDhcpServer, ProblemCode.Option150Malformed,
        ProblemCode.Option150Missing, ProblemCode.StaticAddress, ProblemCode.ManualTftpServer, ProblemCode.AddressInUse,
        ProblemCode.OfferAndRequestDiffer, ProblemCode.UnprovisionedPolling, ProblemCode.RepliesNotReachingPhone,
        ProblemCode.StrayCharacterInName, ProblemCode.LoadWithExtension, ProblemCode.MisspelledLoadName,
        ProblemCode.ServerRewritesName, ProblemCode.SignedToUnsigned, ProblemCode.WrongCaseInName,
        ProblemCode.FileUnreadable, ProblemCode.DefaultManifestLoop, ProblemCode.LoadSetIncomplete,
        ProblemCode.TrustListBlocksConfig, ProblemCode.FileMissingFatal, ProblemCode.HardwareTooNewForLoad,
        ProblemCode.SigningKeyGap, ProblemCode.RenamedSignedFile, ProblemCode.DamagedImage, ProblemCode.ImageTooLarge,
        ProblemCode.ImageRejected, ProblemCode.Os79xxForeignPrefix, ProblemCode.ProtocolMismatch,
        ProblemCode.ImageVersionMismatch, ProblemCode.Os79xxIgnored, ProblemCode.ConfigOverridesOs79xx,
        ProblemCode.ConfigNotWellFormed, ProblemCode.ConfigTooLarge, ProblemCode.ConfigBadLine,
        ProblemCode.PasswordTooLong, ProblemCode.BlockTooLarge, ProblemCode.LossyPath, ProblemCode.TransferStalled,
        ProblemCode.TransferRestarted, ProblemCode.RegistrationRejected, ProblemCode.NoCallManager,
        ProblemCode.NoTftpRequestAfterLease, ProblemCode.CtlsepLoop, ProblemCode.BootLoop,
        ProblemCode.ConfigTakenByAnother,
    ];

    /// <summary>What follows from other faults, each with the faults that it does not follow from.</summary>
    private static readonly Dictionary<string, string[]> Consequences = new(StringComparer.Ordinal)
    {
        [ProblemCode.BootLoop] = [ProblemCode.CtlsepLoop, ProblemCode.ConfigTakenByAnother, ProblemCode.LossyPath],
        [ProblemCode.CtlsepLoop] = [ProblemCode.BootLoop, ProblemCode.ConfigTakenByAnother, ProblemCode.LossyPath],
        [ProblemCode.NoTftpRequestAfterLease] = [ProblemCode.RivalDhcpServer, ProblemCode.OfferAndRequestDiffer,
            ProblemCode.AddressInUse, ProblemCode.ManualTftpServer, ProblemCode.StaticAddress,
            ProblemCode.Option150Missing, ProblemCode.Option150Malformed, ProblemCode.NoDhcpAnswer],
    };

    /// <summary>What hides a fault: the same thing, seen closer.</summary>
    private static readonly Dictionary<string, string[]> Closer = new(StringComparer.Ordinal)
    {
        [ProblemCode.FileMissingFatal] = [ProblemCode.StrayCharacterInName, ProblemCode.LoadWithExtension,
            ProblemCode.MisspelledLoadName, ProblemCode.ServerRewritesName, ProblemCode.SignedToUnsigned,
            ProblemCode.WrongCaseInName, ProblemCode.UnprovisionedPolling, ProblemCode.DefaultManifestLoop,
            ProblemCode.TrustListBlocksConfig, ProblemCode.LoadSetIncomplete, ProblemCode.RepliesNotReachingPhone],
        [ProblemCode.LoadSetIncomplete] = [ProblemCode.StrayCharacterInName, ProblemCode.ServerRewritesName,
            ProblemCode.WrongCaseInName],
        [ProblemCode.MisspelledLoadName] = [ProblemCode.LoadWithExtension, ProblemCode.StrayCharacterInName],
        [ProblemCode.WrongCaseInName] = [ProblemCode.StrayCharacterInName, ProblemCode.ServerRewritesName],
        [ProblemCode.RepliesNotReachingPhone] = [ProblemCode.UnprovisionedPolling],
        [ProblemCode.TransferRestarted] = [ProblemCode.LossyPath, ProblemCode.ImageRejected,
            ProblemCode.RepliesNotReachingPhone],
        [ProblemCode.TransferStalled] = [ProblemCode.TransferRestarted, ProblemCode.RepliesNotReachingPhone],
        [ProblemCode.ImageRejected] = [ProblemCode.SigningKeyGap, ProblemCode.HardwareTooNewForLoad,
            ProblemCode.Os79xxForeignPrefix, ProblemCode.ProtocolMismatch, ProblemCode.ImageVersionMismatch],
        [ProblemCode.SigningKeyGap] = [ProblemCode.HardwareTooNewForLoad],
        [ProblemCode.NoCallManager] = [ProblemCode.RegistrationRejected],
    };

    /// <summary>The findings in the order in which they are to be mended, each code once.</summary>
    internal static IReadOnlyList<Problem> Of(IEnumerable<Problem> found)
    {
        Problem[] all = [.. found.DistinctBy(f => f.Code)];
        return [.. all.Where(f => !IsConsequence(f, all)).OrderBy(f => f.Severity is ProblemSeverity.Info)
            .ThenBy(f => Place(f.Code))];
    }

    private static bool IsConsequence(Problem finding, Problem[] all)
    {
        bool isCloser = Closer.TryGetValue(finding.Code, out string[]? closer)
            && Array.Exists(all, f => closer.Contains(f.Code));
        return isCloser || (Consequences.TryGetValue(finding.Code, out string[]? beside) && Array.Exists(all,
            f => f.Code != finding.Code && f.Severity >= ProblemSeverity.Warning && !beside.Contains(f.Code)));
    }

    private static int Place(string code)
    {
        int place = Array.IndexOf(Order, code);
        return place < 0 ? Order.Length : place;
    }
}
