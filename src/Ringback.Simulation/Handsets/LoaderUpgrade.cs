using System.Text;
using Ringback.Catalogue.Loads;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// What a universal loader does with the name of a load: its <c>.loads</c>, the loader when the builds differ, the
/// application when the names do, or the single image of a load that is older than the loader (sources.md
/// 7940-7960-code §5).
/// </summary>
internal sealed class LoaderUpgrade(Handset phone, LoaderHunt hunt, CancellationToken cancel)
{
    private const int LongestLoad = 31;
    private const int BuildLength = 8;
    private const string BuildWord = "LA_VERSION=";

    /// <summary>8.0(4), which every unit takes.</summary>
    private static readonly (int, int, int) LastTakenByAll = (8, 0, 4);

    /// <summary>
    /// What a phone without an application shows of a name that it could not follow; null for nothing of its own (§3).
    /// </summary>
    internal string? Screen { get; private set; }

    /// <summary>Follows a name; null when the stored application starts.</summary>
    internal async Task<HandsetNext?> FollowAsync(string name)
    {
        string load = name.Length > LongestLoad ? name[..LongestLoad] : name;
        HandsetFetch fetched = await hunt.AskAsync(load + ".loads").ConfigureAwait(false);
        if (!IsThere(fetched) && fetched.IsSilence) return Fail("TFTP timeout");
        if (!fetched.IsComplete) return await LegacyAsync(load).ConfigureAwait(false);
        byte[]? list = await BelievedAsync(load + ".loads", fetched, HandsetTimes.LongestConfiguration,
            (_, _) => null).ConfigureAwait(false);
        if (list is null) return Fail("Invalid .loads file");
        (string? loader, string? build, string? application) = Read(Encoding.Latin1.GetString(list));
        if (loader is not null && build is not null
            && !build.Equals(phone.Flash.LoaderBuild, StringComparison.OrdinalIgnoreCase))
        {
            return await TakeLoaderAsync(loader, build).ConfigureAwait(false);
        }

        bool isOther = application is not null
            && !Stem(application).Equals(phone.Flash.Load, StringComparison.OrdinalIgnoreCase);
        return isOther ? await TakeApplicationAsync(application!).ConfigureAwait(false) : null;
    }

    /// <summary>One word each: <c>.sbn</c>, <c>.sb2</c>, the build. What is missing stays as it is.</summary>
    private static (string? Loader, string? Build, string? Application) Read(string list)
    {
        string? loader = null, build = null, application = null;
        foreach (string word in list.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Contains(".sbn", StringComparison.OrdinalIgnoreCase)) loader = word;
            else if (word.Contains(".sb2", StringComparison.OrdinalIgnoreCase)) application = word;
            else if (word.StartsWith(BuildWord, StringComparison.Ordinal)) build = word[BuildWord.Length..];
        }

        return (loader, build?.Length > BuildLength ? build[..BuildLength] : build, application);
    }

    private static string Stem(string file) => file[..^Math.Min(4, file.Length)];

    private async Task<HandsetNext?> TakeLoaderAsync(string file, string build)
    {
        phone.Display("Verifying Load");
        if (await ImageAsync(file, HandsetTimes.LongestLoader).ConfigureAwait(false) is not { } image)
            return Fail("Loader upgrade failed");
        phone.Display("Upgrading Loader");
        await phone.WriteAsync(HandsetPhase.WritingScratch, phone.Flash, phone.Flash, cancel).ConfigureAwait(false);
        phone.Display("Copying to Bank 1");
        await phone.WriteAsync(HandsetPhase.WritingBootCode, phone.Flash with { IsBricked = true },
            phone.Flash with { Loader = Stem(file), LoaderBuild = UniversalImage.BuildIn(image) }, cancel)
            .ConfigureAwait(false);
        phone.Display("Loader upgrade complete");
        phone.Log($"its list said {build}");
        return HandsetNext.RestartWithNewLoader;
    }

    private async Task<HandsetNext?> TakeApplicationAsync(string file)
    {
        phone.Display("Verifying Load");
        string load = Stem(file);
        StoredLoad? named = phone.LoadOf(load);
        byte[]? image = await ImageAsync(file, HandsetTimes.LongestImage).ConfigureAwait(false);
        bool refuses = phone.Quirks.RefusesSccpNewerThan804 && named is { Protocol: PhoneProtocol.Sccp }
            && named.Release.CompareTo(LastTakenByAll) > 0;
        if (image is not null && refuses)
        {
            phone.Display(HandsetImageCheck.NotAuthentic);
            await OnceMoreAsync().ConfigureAwait(false);
            await ImageAsync(file, HandsetTimes.LongestImage).ConfigureAwait(false);
            phone.Display(HandsetImageCheck.NotAuthentic);
            image = null;
        }

        if (image is null) return Fail("Application upgrade failed");
        phone.Display("Upgrading Application");
        bool isOtherProtocol = named?.Protocol != phone.Running?.Protocol;
        // In place: the loader stays whatever happens now.
        HandsetFlash during = phone.Flash with { Load = null, Line = isOtherProtocol ? null : phone.Flash.Line };
        await phone.WriteAsync(HandsetPhase.WritingApplication, during, during with { Load = load }, cancel)
            .ConfigureAwait(false);
        return HandsetNext.StartNewApplication;
    }

    /// <summary>A load without a list is one image that takes the loader's place.</summary>
    private async Task<HandsetNext?> LegacyAsync(string load)
    {
        if (!phone.Quirks.LoaderTakesOlderSignedImages) return Fail("TFTP file not found");
        phone.Display("Verifying Load");
        string file = load + ".sbn";
        if (await ImageAsync(file, HandsetTimes.LongestImage).ConfigureAwait(false) is null)
            return Fail("TFTP file not found");
        phone.Display("Downgrading Application");
        await phone.WriteAsync(HandsetPhase.WritingScratch, phone.Flash, phone.Flash, cancel).ConfigureAwait(false);
        await phone.WriteAsync(HandsetPhase.WritingBootCode, phone.Flash with { IsBricked = true },
            new HandsetFlash { Load = load }, cancel).ConfigureAwait(false);
        return HandsetNext.RestartWithNewLoader;
    }

    private async Task<byte[]?> ImageAsync(string file, long room)
    {
        HandsetFetch fetched = await hunt.AskAsync(file, room).ConfigureAwait(false);
        if (!IsThere(fetched)) return null;
        return await BelievedAsync(file, fetched, room,
            (image, asked) => HandsetImageCheck.RefusalOfImage(image, asked)).ConfigureAwait(false);
    }

    private bool IsThere(HandsetFetch fetched)
    {
        Screen = fetched.IsComplete ? null : fetched.IsSilence ? "TFTP timeout" : "TFTP file not found";
        return fetched.IsComplete;
    }

    /// <summary>What it does not believe it asks for once more after a while.</summary>
    private async Task<byte[]?> BelievedAsync(
        string file, HandsetFetch first, long room, Func<byte[], string, string?> refusalOf)
    {
        HandsetFetch fetched = first;
        for (int turn = 0; ; turn++)
        {
            byte[]? payload = HandsetImageCheck.Payload(phone, file, fetched.Content, out string refusal);
            string? wrong = payload is null ? refusal : refusalOf(payload, file);
            if (wrong is null) return payload;
            phone.Display(wrong);
            Screen = "File auth error";
            if (turn > 0) return null;
            await OnceMoreAsync().ConfigureAwait(false);
            fetched = await hunt.AskAsync(file, room).ConfigureAwait(false);
            if (!IsThere(fetched)) return null;
        }
    }

    private Task OnceMoreAsync() => phone.WaitAsync(phone.Chance(HandsetTimes.OnceMoreSeconds), cancel);

    private HandsetNext? Fail(string display)
    {
        phone.Display(display);
        phone.Remember(phone.Flash with { HasFailedMark = true });
        return null;
    }
}
