using Ringback.Catalogue.Loads;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// A 7906 to 7975: trust lists, its own configuration or the default one, and the set of the load that is named there
/// when it runs another (sources.md other-phones §2.5). After a factory reset the default list comes first.
/// </summary>
/// <remarks>
/// A 9.x load asks for each file by HTTP first and by TFTP where that brings no answer (§2.6). Sharing firmware among
/// phones (§2.5) is left out.
/// </remarks>
internal static class JavaBoot
{
    private const int FirstWithIdentityTrustList = 9;
    private const string DefaultConfiguration = "XMLDefault.cnf.xml";

    internal static async Task<HandsetNext> RunAsync(Handset phone, CancellationToken cancel)
    {
        if (phone.Flash.IsReset)
        {
            HandsetNext? next = await TakeDefaultAsync(phone, cancel).ConfigureAwait(false);
            if (next is not null) return next.Value;
        }

        HandsetSettings settings = new(phone);
        string? wanted = await AskForConfigurationAsync(phone, settings, cancel).ConfigureAwait(false);
        bool isOther = wanted is not null
            && !wanted.Equals(phone.Flash.Load, StringComparison.OrdinalIgnoreCase);
        if (isOther && await TakeNamedAsync(phone, wanted!, cancel).ConfigureAwait(false))
            return HandsetNext.RestartWithNewApplication;
        if (phone.Flash.Load is null) return HandsetNext.TryAgain;
        if (!await HandsetRegistration.RegisterAsync(phone, settings, cancel).ConfigureAwait(false))
            return HandsetNext.TryAgain;
        phone.Remember(phone.Flash with { IsReset = false });
        return HandsetNext.Registered;
    }

    private static async Task<HandsetFetch> FetchAsync(Handset phone, string name, CancellationToken cancel)
    {
        HandsetFetch? file = phone.Options.HttpPort is { } port && HandsetHttp.IsKnownTo(phone)
            ? await HandsetHttp.FetchAsync(phone, name, port, cancel).ConfigureAwait(false)
            : null;
        return file ?? await phone.FetchAsync(name, cancel).ConfigureAwait(false);
    }

    /// <summary>The load that its files name; null when none does.</summary>
    private static async Task<string?> AskForConfigurationAsync(
        Handset phone, HandsetSettings settings, CancellationToken cancel)
    {
        bool isNew = phone.Running?.Release.Major >= FirstWithIdentityTrustList;
        string mac = phone.Options.Mac.ToString();
        await FetchAsync(phone, $"CTLSEP{mac}.tlv", cancel).ConfigureAwait(false);
        // The common ones are asked for only where its own are missing.
        if (isNew && !(await FetchAsync(phone, $"ITLSEP{mac}.tlv", cancel).ConfigureAwait(false)).IsComplete)
            await FetchAsync(phone, "ITLFile.tlv", cancel).ConfigureAwait(false);
        foreach (string name in (string[])[$"SEP{mac}.cnf.xml", DefaultConfiguration])
        {
            HandsetFetch file = await FetchAsync(phone, name, cancel).ConfigureAwait(false);
            if (!file.IsComplete) continue;
            if (JavaXml.Of(file.Content) is not { } read)
            {
                phone.Log($"does not understand {name}");
                return null;
            }

            settings.Read(read);
            return read.Load(phone.Options.Model, isDefault: name == DefaultConfiguration);
        }

        return null;
    }

    private static async Task<bool> TakeNamedAsync(Handset phone, string load, CancellationToken cancel)
    {
        byte[]? list = await TakeListAsync(phone, load + ".loads", cancel).ConfigureAwait(false);
        return list is not null && await TakePartsAsync(phone, list, load, cancel).ConfigureAwait(false);
    }

    /// <summary>Takes what the default list names; null when the phone goes on without.</summary>
    private static async Task<HandsetNext?> TakeDefaultAsync(Handset phone, CancellationToken cancel)
    {
        string name = $"term{phone.Options.Model.Model[2..4]}.default.loads";
        bool insists = phone.Quirks.DefaultManifestLoop;
        // Such a phone was seen to ask twice before each of its pauses (sources.md other-phones §2.7).
        for (int turn = insists ? 2 : 1; turn > 0; turn--)
        {
            byte[]? list = await TakeListAsync(phone, name, cancel).ConfigureAwait(false);
            if (list is null || LoadOf(phone, list) is not { } load) continue;
            if (await TakePartsAsync(phone, list, load, cancel).ConfigureAwait(false))
                return HandsetNext.RestartWithNewApplication;
        }

        if (!insists) return null;
        await phone.WaitAsync(HandsetTimes.DefaultManifestSeconds, cancel).ConfigureAwait(false);
        return HandsetNext.TryAgain;
    }

    /// <summary>
    /// A default list does not say what its load is called. In practice sets the name follows from the build; in real
    /// ones it need not, and this phone then takes itself for another load than it runs.
    /// </summary>
    private static string? LoadOf(Handset phone, byte[] list)
    {
        string? number = FirmwareFamilies.BuiltIn.Find(phone.Options.Model.FirmwareFamily)?.SetNumber;
        bool isSip = JavaImageCheck.Parts(list).Any(p => p.Contains("sip.", StringComparison.OrdinalIgnoreCase));
        return JavaImageCheck.Build(list) is { } build ? $"{(isSip ? "SIP" : "SCCP")}{number}.{build}S" : null;
    }

    private static async Task<byte[]?> TakeListAsync(Handset phone, string name, CancellationToken cancel)
    {
        phone.Display("Verifying Load");
        HandsetFetch fetched = await FetchAsync(phone, name, cancel).ConfigureAwait(false);
        if (!fetched.IsComplete) return null;
        byte[]? list = JavaImageCheck.Payload(phone, name, fetched.Content, out string refusal);
        if (list is null) phone.Display(refusal);
        return list;
    }

    /// <summary>
    /// Fetches every part, those too that it has already (whether a real phone does is UNVERIFIED, sources.md
    /// other-phones §2.9), and writes them when it has all of them.
    /// </summary>
    private static async Task<bool> TakePartsAsync(
        Handset phone, byte[] list, string load, CancellationToken cancel)
    {
        phone.Display("Upgrading");
        foreach (string part in JavaImageCheck.Parts(list))
        {
            HandsetFetch fetched = await FetchAsync(phone, AsAsked(phone, part), cancel).ConfigureAwait(false);
            if (!fetched.IsComplete) return false;
            if (JavaImageCheck.Payload(phone, part, fetched.Content, out string refusal) is not null) continue;
            phone.Display(refusal);
            return false;
        }

        // Without power while it writes it keeps the code that starts it, and begins like after a factory reset: INFER
        // from the code that judges images after a reset (sources.md other-phones §2.7).
        HandsetFlash during = phone.Flash with
        {
            Load = null, IsReset = true, BootCode = phone.Flash.Load ?? phone.Flash.BootCode,
        };
        HandsetFlash after = phone.Flash with { Load = load, IsReset = false, BootCode = null };
        await phone.WriteAsync(HandsetPhase.WritingApplication, during, after, cancel).ConfigureAwait(false);
        return true;
    }

    private static string AsAsked(Handset phone, string part) =>
        phone.Quirks.AsksCapitalJar && part.StartsWith("jar", StringComparison.Ordinal) ? "J" + part[1..] : part;
}
