using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Identification;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// The universal application loader: hunts for the first file that names a load, follows its manifest, takes the
/// loader, restarts, takes the application, starts it (sources.md 7940-7960 §2.5 G4).
/// </summary>
internal static class UniversalBoot
{
    /// <summary>A looping loader asks this often before its round counts as a boot; it does so for ever.</summary>
    private const int AsksOfALoop = 10;

    private static readonly LoadVersion LastLoopingLoader = new(7, 2, int.MaxValue, int.MaxValue);

    /// <summary>8.0(4), which every unit takes.</summary>
    private static readonly LoadVersion LastTakenByAll = new(8, 0, 4, int.MaxValue);

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
        if (startsNewApplication) return await RunApplicationAsync(phone, null, cancel).ConfigureAwait(false);
        HandsetSettings settings = new(phone);
        HandsetHunt hunt = await HuntAsync(phone, "universal-loader", settings, cancel).ConfigureAwait(false);
        if (hunt.IsStuck) return HandsetNext.TryAgain;
        if (hunt.Wanted is { } wanted && await FollowAsync(phone, wanted, cancel).ConfigureAwait(false) is { } restart)
            return restart;
        if (phone.Flash.Application is null)
        {
            phone.Display("Protocol Application Invalid");
            return HandsetNext.TryAgain;
        }

        return await RunApplicationAsync(phone, hunt.Wanted, cancel).ConfigureAwait(false);
    }

    /// <param name="phone">The phone.</param>
    /// <param name="tried">
    /// The load that the loader has just tried or found to be there: "loader failed upgrade, ignoring reset" (field
    /// guide 7940-7960 §2.7, W710).
    /// </param>
    /// <param name="cancel">The plug.</param>
    private static async Task<HandsetNext> RunApplicationAsync(
        Handset phone, string? tried, CancellationToken cancel)
    {
        Load running = phone.Flash.Application!;
        HandsetSettings settings = new(phone);
        phone.Display(running.Protocol == PhoneProtocol.Sccp ? "Configuring CM List" : "Requesting Configuration");
        HandsetHunt hunt = await HuntAsync(phone, running.Protocol switch
        {
            PhoneProtocol.Sccp => "universal-sccp",
            PhoneProtocol.Sip => "universal-sip",
            _ => "universal-mgcp",
        }, settings, cancel).ConfigureAwait(false);

        // An application that is told of another load leaves the work to the loader and restarts into it.
        if (hunt.Wanted is { } wanted && wanted != tried
            && !wanted.Equals(running.Text, StringComparison.OrdinalIgnoreCase))
        {
            HandsetNext? restart = await FollowAsync(phone, wanted, cancel).ConfigureAwait(false);
            if (restart is not null) return restart.Value;
        }

        return await HandsetRegistration.RegisterAsync(phone, settings, cancel).ConfigureAwait(false)
            ? HandsetNext.Registered
            : HandsetNext.TryAgain;
    }

    private static async Task<HandsetHunt> HuntAsync(Handset phone, string sequenceId, HandsetSettings settings,
        CancellationToken cancel)
    {
        BootSequence sequence = phone.Family.Sequence(sequenceId);
        bool loops = sequenceId == "universal-loader" && phone.Quirks.EarlyLoaderCtlsepLoop
            && phone.Flash.Loader!.Version <= LastLoopingLoader;
        string? wanted = null;
        foreach (string name in phone.NamesOf(sequence))
        {
            bool insists = loops
                && RequestedFile.Recognise(name).Kind is RequestedKind.TrustList or RequestedKind.SepXml;
            HandsetFetch file = await AskAsync(phone, name, insists ? AsksOfALoop : 1, cancel).ConfigureAwait(false);
            if (!file.IsComplete && insists) return new HandsetHunt(null, IsStuck: true);
            if (!file.IsComplete) continue;
            settings.Read(name, file.Content);
            string? named = NamedLoad.In(name, file.Content, phone.Options.Model);
            wanted = named ?? wanted;
            if (named is not null && sequence.EndsAtFirstLoad) break;
        }

        return new HandsetHunt(wanted, IsStuck: false);
    }

    private static async Task<HandsetFetch> AskAsync(Handset phone, string name, int times, CancellationToken cancel)
    {
        HandsetFetch file = await phone.FetchAsync(name, cancel).ConfigureAwait(false);
        for (int asked = 1; asked < times && !file.IsComplete; asked++)
        {
            await phone.WaitAsync(phone.Habits.RepeatSeconds, cancel).ConfigureAwait(false);
            file = await phone.FetchAsync(name, cancel).ConfigureAwait(false);
        }

        return file;
    }

    /// <summary>Follows a manifest; null when there is nothing to take and the stored application starts.</summary>
    private static async Task<HandsetNext?> FollowAsync(Handset phone, string load, CancellationToken cancel)
    {
        phone.Display("Verifying Load");
        string manifestName = load + ".loads";
        HandsetFetch fetched = await phone.FetchAsync(manifestName, cancel).ConfigureAwait(false);
        if (!fetched.IsComplete) return await GoBackAsync(phone, load, cancel).ConfigureAwait(false);
        string? refusal = HandsetImageCheck.Refusal(phone, manifestName, fetched.Content, signedOnly: true);
        if (refusal is not null || FirmwareFile.Inspect(manifestName, fetched.Content).Manifest is not { } manifest)
        {
            phone.Display(refusal ?? "Invalid .loads file");
            return null;
        }

        if (manifest.LaVersion != phone.Flash.LoaderBuild)
        {
            if (!await TakeAsync(phone, manifest.LoaderFile, cancel).ConfigureAwait(false)) return null;
            await phone.WriteAsync(HandsetPhase.WritingBootCode, phone.Flash with { IsBricked = true },
                phone.Flash with { Loader = manifest.Loader, LoaderBuild = manifest.LaVersion }, cancel)
                .ConfigureAwait(false);
            return HandsetNext.RestartWithNewLoader;
        }

        if (manifest.Application.Equals(phone.Flash.Application)) return null;
        if (!await TakeApplicationAsync(phone, manifest, cancel).ConfigureAwait(false)) return null;
        // The loader stays whatever happens now: this is no brick (sources.md 7940-7960 §4.2).
        await phone.WriteAsync(HandsetPhase.WritingApplication, phone.Flash with { Load = null },
            phone.Flash with { Load = manifest.Application.Text }, cancel).ConfigureAwait(false);
        return HandsetNext.RestartWithNewApplication;
    }

    /// <summary>
    /// A signed load from before the loader has no manifest: it is one image that takes the loader's place.
    /// </summary>
    private static async Task<HandsetNext?> GoBackAsync(Handset phone, string load, CancellationToken cancel)
    {
        if (!phone.Quirks.LoaderTakesOlderSignedImages || !Load.TryParse7940(load, out Load? older)
            || older.Generation is not LoadGeneration.Signed
            || !await TakeAsync(phone, load + ".sbn", cancel).ConfigureAwait(false))
        {
            return null;
        }

        await phone.WriteAsync(HandsetPhase.WritingBootCode, phone.Flash with { IsBricked = true },
            new HandsetFlash { Load = older.Text }, cancel).ConfigureAwait(false);
        return HandsetNext.RestartWithNewLoader;
    }

    private static async Task<bool> TakeApplicationAsync(
        Handset phone, LoadsManifest manifest, CancellationToken cancel)
    {
        bool refuses = phone.Quirks.RefusesSccpNewerThan804
            && manifest.Application is { Protocol: PhoneProtocol.Sccp } application
            && application.Version > LastTakenByAll;
        if (!refuses) return await TakeAsync(phone, manifest.ApplicationFile, cancel).ConfigureAwait(false);
        for (int turn = 0; turn < 2; turn++)
        {
            if (await TakeAsync(phone, manifest.ApplicationFile, cancel).ConfigureAwait(false))
                phone.Display("Image Authentication Failed");
        }

        return false;
    }

    private static async Task<bool> TakeAsync(Handset phone, string name, CancellationToken cancel)
    {
        phone.Display("Upgrading Software");
        HandsetFetch image = await phone.FetchAsync(name, cancel).ConfigureAwait(false);
        if (!image.IsComplete) return false;
        if (HandsetImageCheck.Refusal(phone, name, image.Content, signedOnly: true) is not { } refusal) return true;
        phone.Display(refusal);
        return false;
    }

    /// <summary>What a round of questions came to.</summary>
    /// <param name="Wanted">The load that a file named; null when none did.</param>
    /// <param name="IsStuck">True when it asks for a file that it cannot do without.</param>
    private sealed record HandsetHunt(string? Wanted, bool IsStuck);
}
