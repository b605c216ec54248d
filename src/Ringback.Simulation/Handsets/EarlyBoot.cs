using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// Boot code from before the universal loader: <c>OS79XX.TXT</c> first, obeyed only when it names another protocol;
/// then the protocol's own files (sources.md 7940-7960 §2.4 and §2.5 G1, G2, G3).
/// </summary>
internal static class EarlyBoot
{
    /// <summary>The longest name of the 8.3 form, without its extension.</summary>
    private const int LongestShortName = 8;

    /// <summary>The first SCCP load that reads XML.</summary>
    private static readonly LoadVersion FirstWithXml = new(3, 1);

    /// <summary>The first SIP load that fetches longer names.</summary>
    private static readonly LoadVersion FirstWithLongNames = new(2, 2);

    internal static async Task<HandsetNext> RunAsync(Handset phone, CancellationToken cancel)
    {
        if (phone.Flash.Application is not { } running) return HandsetNext.TryAgain;
        BootSequence sequence = phone.Family.Sequence(SequenceOf(running));
        HandsetSettings settings = new(phone);
        string? wanted = null;
        phone.Display(running.Protocol == PhoneProtocol.Sccp ? "Configuring CM List" : "Requesting Configuration");

        foreach (string name in phone.NamesOf(sequence))
        {
            HandsetFetch file = await phone.FetchAsync(name, cancel).ConfigureAwait(false);
            if (!file.IsComplete) continue;
            if (name == "OS79XX.TXT")
            {
                string foreign = NamedLoad.InDualBootFile(file.Content, phone.Quirks.TakesDualBootFileLiterally);
                bool sameProtocol = foreign.StartsWith(running.BootPrefix, StringComparison.OrdinalIgnoreCase);
                if (sameProtocol || foreign.Length < 4 || !CanAskFor(phone, running, foreign)) continue;
                return await TakeImageAsync(phone, foreign, cancel).ConfigureAwait(false);
            }

            settings.Read(name, file.Content);
            string? named = NamedLoad.In(name, file.Content, phone.Options.Model);
            wanted = named ?? wanted;
            if (named is not null && sequence.EndsAtFirstLoad) break;
        }

        if (wanted is not null && !wanted.Equals(running.Text, StringComparison.OrdinalIgnoreCase)
            && CanAskFor(phone, running, wanted)
            && await TakeImageAsync(phone, wanted, cancel).ConfigureAwait(false) is HandsetNext.RestartWithNewLoader)
        {
            return HandsetNext.RestartWithNewLoader;
        }

        return await HandsetRegistration.RegisterAsync(phone, settings, cancel).ConfigureAwait(false)
            ? HandsetNext.Registered
            : HandsetNext.TryAgain;
    }

    private static string SequenceOf(Load running) => running.Protocol switch
    {
        PhoneProtocol.Sccp when running.Version < FirstWithXml => "oldest-sccp",
        PhoneProtocol.Sccp => "early-sccp",
        PhoneProtocol.Sip => "early-sip",
        _ => "early-mgcp",
    };

    private static bool CanAskFor(Handset phone, Load running, string load)
    {
        bool isOld = running.Protocol is PhoneProtocol.Sccp
            ? running.Version < FirstWithXml
            : running.Version < FirstWithLongNames;
        if (!(phone.Quirks.ShortNamesOnly ?? isOld) || load.Length <= LongestShortName) return true;
        phone.Log($"cannot ask for {load}: the name is too long for it");
        return false;
    }

    private static async Task<HandsetNext> TakeImageAsync(Handset phone, string load, CancellationToken cancel)
    {
        bool signedOnly = phone.Flash.AcceptsSignedOnly;
        string name = load + (signedOnly ? ".sbn" : ".bin");
        phone.Display("Upgrading Software");
        HandsetFetch image = await phone.FetchAsync(name, cancel).ConfigureAwait(false);
        if (!image.IsComplete) return HandsetNext.TryAgain;
        if (HandsetImageCheck.Refusal(phone, name, image.Content, signedOnly) is { } refusal)
        {
            phone.Display(refusal);
            return HandsetNext.TryAgain;
        }

        FirmwareFile file = FirmwareFile.Inspect(name, image.Content);
        Load taken = Load.Parse(load);
        HandsetFlash after = file.Role is FirmwareRole.Loader
            ? new HandsetFlash { Loader = taken, LoaderBuild = file.Build ?? PracticeFirmware.LoaderBuild(load) }
            : new HandsetFlash { Load = taken.Text };
        // The image is boot code and application in one: without power now nothing is left that could start.
        await phone.WriteAsync(HandsetPhase.WritingBootCode, phone.Flash with { IsBricked = true }, after, cancel)
            .ConfigureAwait(false);
        return HandsetNext.RestartWithNewLoader;
    }
}
