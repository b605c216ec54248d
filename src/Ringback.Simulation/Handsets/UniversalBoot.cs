using Ringback.Phones.Catalogue;
using Ringback.Phones.Firmware;
using Ringback.Phones.Loads;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// The universal application loader: hunts for the first file that names a load, follows its manifest, takes the
/// loader, restarts, takes the application, starts it (field guide 7940-7960 §2.5 G4).
/// </summary>
internal static class UniversalBoot
{
    /// <summary>One pass.</summary>
    /// <param name="phone">The phone.</param>
    /// <param name="startsNewApplication">
    /// True right after an application was taken: the loader starts it without another round of questions, as the logs
    /// of nine phones show.
    /// </param>
    /// <param name="cancel">The plug.</param>
    internal static async Task<HandsetNext> RunAsync(
        Handset phone, bool startsNewApplication, CancellationToken cancel)
    {
        if (startsNewApplication) return await RunApplicationAsync(phone, cancel).ConfigureAwait(false);
        HandsetSettings settings = new(phone.Options);
        string? wanted = await HuntAsync(phone, "universal-loader", settings, cancel).ConfigureAwait(false);
        if (wanted is not null && await FollowAsync(phone, wanted, cancel).ConfigureAwait(false) is { } restart)
            return restart;
        if (phone.Flash.Application is null)
        {
            phone.Display("Protocol Application Invalid");
            return HandsetNext.TryAgain;
        }

        return await RunApplicationAsync(phone, cancel).ConfigureAwait(false);
    }

    private static async Task<HandsetNext> RunApplicationAsync(Handset phone, CancellationToken cancel)
    {
        LoadName running = phone.Flash.Application!;
        HandsetSettings settings = new(phone.Options);
        phone.Display(running.Protocol == PhoneProtocol.Sccp ? "Configuring CM List" : "Requesting Configuration");
        string? wanted = await HuntAsync(phone, running.Protocol switch
        {
            PhoneProtocol.Sccp => "universal-sccp",
            PhoneProtocol.Sip => "universal-sip",
            _ => "universal-mgcp",
        }, settings, cancel).ConfigureAwait(false);

        // An application that is told of another load leaves the work to the loader and restarts into it.
        if (wanted is not null && !wanted.Equals(running.Text, StringComparison.OrdinalIgnoreCase))
        {
            HandsetNext? restart = await FollowAsync(phone, wanted, cancel).ConfigureAwait(false);
            if (restart is not null) return restart.Value;
        }

        return await HandsetRegistration.RegisterAsync(phone, settings, cancel).ConfigureAwait(false)
            ? HandsetNext.Registered
            : HandsetNext.TryAgain;
    }

    private static async Task<string?> HuntAsync(Handset phone, string sequenceId, HandsetSettings settings,
        CancellationToken cancel)
    {
        BootSequence sequence = phone.Family.Sequence(sequenceId);
        string? wanted = null;
        foreach (string name in phone.NamesOf(sequence))
        {
            HandsetFetch file = await phone.FetchAsync(name, cancel).ConfigureAwait(false);
            if (!file.IsComplete) continue;
            settings.Read(name, file.Content);
            string? named = NamedLoad.In(name, file.Content, phone.Options.Model);
            wanted = named ?? wanted;
            if (named is not null && sequence.EndsAtFirstLoad) break;
        }

        return wanted;
    }

    /// <summary>Follows a manifest; null when there is nothing to take and the stored application starts.</summary>
    private static async Task<HandsetNext?> FollowAsync(Handset phone, string load, CancellationToken cancel)
    {
        phone.Display("Verifying Load");
        string manifestName = load + ".loads";
        HandsetFetch fetched = await phone.FetchAsync(manifestName, cancel).ConfigureAwait(false);
        if (!fetched.IsComplete) return null;
        string? refusal = HandsetImageCheck.Refusal(manifestName, fetched.Content, signedOnly: true);
        if (refusal is not null || FirmwareFile.Inspect(manifestName, fetched.Content).Manifest is not { } manifest)
        {
            phone.Display(refusal ?? "Invalid .loads file");
            return null;
        }

        if (manifest.LaVersion != phone.Flash.LoaderBuild)
        {
            if (!await TakeAsync(phone, manifest.LoaderFile, cancel).ConfigureAwait(false)) return null;
            phone.Flash = phone.Flash with { Loader = manifest.Loader, LoaderBuild = manifest.LaVersion };
            return HandsetNext.RestartWithNewLoader;
        }

        if (manifest.Application.Equals(phone.Flash.Application)) return null;
        if (!await TakeAsync(phone, manifest.ApplicationFile, cancel).ConfigureAwait(false)) return null;
        phone.Flash = phone.Flash with { Application = manifest.Application };
        return HandsetNext.RestartWithNewApplication;
    }

    private static async Task<bool> TakeAsync(Handset phone, string name, CancellationToken cancel)
    {
        phone.Display("Upgrading Software");
        HandsetFetch image = await phone.FetchAsync(name, cancel).ConfigureAwait(false);
        if (!image.IsComplete) return false;
        if (HandsetImageCheck.Refusal(name, image.Content, signedOnly: true) is not { } refusal) return true;
        phone.Display(refusal);
        return false;
    }
}
