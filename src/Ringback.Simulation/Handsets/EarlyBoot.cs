using Ringback.Phones.Catalogue;
using Ringback.Phones.Loads;
using Ringback.Simulation.Practice;
using Ringback.Phones.Firmware;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// Boot code from before the universal loader: <c>OS79XX.TXT</c> first, obeyed only when it names another protocol;
/// then the protocol's own files (field guide 7940-7960 §2.4 and §2.5 G2, G3).
/// </summary>
internal static class EarlyBoot
{
    internal static async Task<HandsetNext> RunAsync(Handset phone, CancellationToken cancel)
    {
        LoadName running = phone.Flash.Application!;
        BootSequence sequence = phone.Family.Sequence(running.Protocol switch
        {
            PhoneProtocol.Sccp => "early-sccp",
            PhoneProtocol.Sip => "early-sip",
            _ => "early-mgcp",
        });
        HandsetSettings settings = new(phone.Options);
        string? wanted = null;
        phone.Display(running.Protocol == PhoneProtocol.Sccp ? "Configuring CM List" : "Requesting Configuration");

        foreach (string name in phone.NamesOf(sequence))
        {
            HandsetFetch file = await phone.FetchAsync(name, cancel).ConfigureAwait(false);
            if (!file.IsComplete) continue;
            if (name == "OS79XX.TXT")
            {
                string foreign = NamedLoad.InDualBootFile(file.Content, phone.Options.TakesDualBootFileLiterally);
                bool sameProtocol = foreign.StartsWith(running.BootPrefix, StringComparison.OrdinalIgnoreCase);
                if (sameProtocol || foreign.Length < 4) continue;
                return await TakeImageAsync(phone, foreign, cancel).ConfigureAwait(false);
            }

            settings.Read(name, file.Content);
            string? named = NamedLoad.In(name, file.Content, phone.Options.Model);
            wanted = named ?? wanted;
            if (named is not null && sequence.EndsAtFirstLoad) break;
        }

        if (wanted is not null && !wanted.Equals(running.Text, StringComparison.OrdinalIgnoreCase)
            && await TakeImageAsync(phone, wanted, cancel).ConfigureAwait(false) is HandsetNext.RestartWithNewLoader)
        {
            return HandsetNext.RestartWithNewLoader;
        }

        return await HandsetRegistration.RegisterAsync(phone, settings, cancel).ConfigureAwait(false)
            ? HandsetNext.Registered
            : HandsetNext.TryAgain;
    }

    private static async Task<HandsetNext> TakeImageAsync(Handset phone, string load, CancellationToken cancel)
    {
        bool signedOnly = phone.Flash.AcceptsSignedOnly;
        string name = load + (signedOnly ? ".sbn" : ".bin");
        phone.Display("Upgrading Software");
        HandsetFetch image = await phone.FetchAsync(name, cancel).ConfigureAwait(false);
        if (!image.IsComplete) return HandsetNext.TryAgain;
        if (HandsetImageCheck.Refusal(name, image.Content, signedOnly) is { } refusal)
        {
            phone.Display(refusal);
            return HandsetNext.TryAgain;
        }

        FirmwareFile file = FirmwareFile.Inspect(name, image.Content);
        LoadName taken = LoadName.Parse(load);
        phone.Flash = file.Role is FirmwareRole.Loader
            ? new HandsetFlash(taken, file.Build ?? PracticeFirmware.LoaderBuild(load), null)
            : new HandsetFlash(null, null, taken);
        return HandsetNext.RestartWithNewLoader;
    }
}
