using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// A 7940 or 7960 with the universal application loader: the loader looks for the name of a load and follows it, then
/// starts the application, which asks for its own files and registers (sources.md 7940-7960-code §3, §5, §9).
/// </summary>
internal static class UniversalBoot
{
    private static readonly (int, int, int) FirstNewDsp = (8, 0, 0);

    /// <summary>One pass.</summary>
    /// <param name="phone">The phone.</param>
    /// <param name="before">
    /// Right after an application was taken the loader starts it without another round of questions, as the logs of
    /// nine phones show. An application that restarts for a load which its loader then does not change does so once:
    /// that it is the loader's mark that keeps it from doing so for ever is INFER.
    /// </param>
    /// <param name="cancel">The plug.</param>
    internal static async Task<HandsetNext> RunAsync(
        Handset phone, HandsetNext before, CancellationToken cancel)
    {
        if (before is HandsetNext.StartNewApplication)
            return await RunApplicationAsync(phone, cancel).ConfigureAwait(false);
        phone.Display("Universal Application Loader");
        phone.Remember(phone.Flash with { HasFailedMark = false });
        LoaderHunt hunt = new(phone, cancel);
        HuntEnd end = await hunt.RunAsync().ConfigureAwait(false);
        if (end.IsStuck) return HandsetNext.TryAgain;
        LoaderUpgrade upgrade = new(phone, hunt, cancel);
        if (end.Load is { } load && await upgrade.FollowAsync(load).ConfigureAwait(false) is { } restart)
            return restart;

        if (IsValid(phone))
        {
            if (before is HandsetNext.RestartForLoad) phone.Remember(phone.Flash with { HasFailedMark = true });
            return await RunApplicationAsync(phone, cancel).ConfigureAwait(false);
        }

        string? last = end.Display ?? upgrade.Screen;
        phone.Display(last is null or "No Load Specified" ? "Protocol Application Invalid" : last);
        return HandsetNext.HuntAgain;
    }

    /// <summary>A loader of 7.x does not know the DSP block of an application of 8.x and calls it invalid.</summary>
    private static bool IsValid(Handset phone) => phone.Running is { } application
        && !(application.Release.CompareTo(FirstNewDsp) >= 0
            && phone.LoadOf(phone.Flash.Loader) is { IsLoader: true } loader
            && loader.Release.CompareTo(FirstNewDsp) < 0);

    private static Task<HandsetNext> RunApplicationAsync(Handset phone, CancellationToken cancel) =>
        phone.Running!.Protocol is PhoneProtocol.Sccp
            ? RunSccpAsync(phone, cancel)
            : RunTextAsync(phone, phone.Running.Protocol is PhoneProtocol.Sip ? "SIP" : "MGC", cancel);

    /// <summary>
    /// An SCCP application asks for its own file and the default one. That it leaves another load to the loader, and
    /// when it does not, was not read in its code, and is taken from the SIP application's.
    /// </summary>
    private static async Task<HandsetNext> RunSccpAsync(Handset phone, CancellationToken cancel)
    {
        HandsetSettings settings = new(phone);
        string running = phone.Flash.Load!, mac = phone.Options.Mac.ToString();
        phone.Display("Configuring CM List");
        string? wanted = null;
        await phone.FetchAsync($"CTLSEP{mac}.tlv", HandsetTimes.SccpApplication, cancel).ConfigureAwait(false);
        foreach (string name in (string[])[$"SEP{mac}.cnf.xml", "XMLDefault.cnf.xml"])
        {
            HandsetFetch file =
                await phone.FetchAsync(name, HandsetTimes.SccpApplication, cancel).ConfigureAwait(false);
            if (!file.IsComplete) continue;
            settings.ReadTags(file.Content);
            wanted = TagReading.Load(file.Content, phone.Options.Model);
            break;
        }

        if (wanted is not null && !wanted.Equals(running, StringComparison.OrdinalIgnoreCase)
            && !phone.Flash.HasFailedMark)
        {
            phone.Log($"restarts for {wanted}");
            return HandsetNext.RestartForLoad;
        }

        return await RegisterAsync(phone, settings, cancel).ConfigureAwait(false);
    }

    private static async Task<HandsetNext> RunTextAsync(Handset phone, string prefix, CancellationToken cancel)
    {
        HandsetSettings settings = new(phone);
        string mac = phone.Options.Mac.ToString();
        phone.Display("Requesting Configuration");
        string wanted = "", folder = "";
        foreach (string name in (string[])[$"{prefix}Default.cnf", $"{prefix}{mac}.cnf"])
        {
            bool isDefault = name.EndsWith("Default.cnf", StringComparison.Ordinal);
            HandsetFetch file = await AskAsync(phone, isDefault ? name : folder + name, cancel).ConfigureAwait(false);
            if (!file.IsComplete)
            {
                phone.Log(FormattableString.Invariant($"W2{(isDefault ? 1 : 2)}0"));
                continue;
            }

            if (isDefault) folder = CnfReading.Folder(file.Content) ?? "";
            settings.ReadCnf(file.Content);
            wanted = CnfReading.Settings(file.Content).GetValueOrDefault("image_version") ?? wanted;
        }

        if (prefix == "SIP") phone.Remember(phone.Flash with { Line = settings.Line });
        if (IsOther(wanted, phone.Flash.Load!))
        {
            if (!phone.Flash.HasFailedMark)
            {
                phone.Log($"restarts for {wanted}");
                return HandsetNext.RestartForLoad;
            }

            phone.Log("W710");
        }

        if (prefix == "SIP")
        {
            await AskAsync(phone, "RINGLIST.DAT", cancel).ConfigureAwait(false);
            await AskAsync(phone, "dialplan.xml", cancel).ConfigureAwait(false);
        }

        return await RegisterAsync(phone, settings, cancel).ConfigureAwait(false);
    }

    /// <summary>
    /// Compared over the wanted name's own length, in every letter's case, so that an empty one and a prefix are none;
    /// a byte above 0x80 makes it no name.
    /// </summary>
    private static bool IsOther(string wanted, string running) =>
        !running.StartsWith(wanted, StringComparison.Ordinal) && Ascii.IsValid(wanted);

    private static async Task<HandsetFetch> AskAsync(Handset phone, string name, CancellationToken cancel)
    {
        while (true)
        {
            TftpFetchHabits habits = HandsetTimes.SipApplication;
            HandsetFetch file = await phone.FetchAsync(name, habits, cancel).ConfigureAwait(false);
            if (!file.IsBusy)
                return file.IsEmptyByError ? new HandsetFetch(TftpFetchEnding.Complete, [], file.Error) : file;
            await phone.WaitAsync(HandsetTimes.BusySeconds, cancel).ConfigureAwait(false);
        }
    }

    private static async Task<HandsetNext> RegisterAsync(
        Handset phone, HandsetSettings settings, CancellationToken cancel) =>
        await HandsetRegistration.RegisterAsync(phone, settings, cancel).ConfigureAwait(false)
            ? HandsetNext.Registered
            : HandsetNext.TryAgain;
}
