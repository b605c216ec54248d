using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// Boot code from before the universal loader: <c>OS79XX.TXT</c> first, obeyed only when it names another protocol;
/// then the protocol's own files (sources.md 7940-7960 §2.4 and §2.5 G1, G2, G3, 7940-7960-code §10).
/// </summary>
internal static class EarlyBoot
{
    /// <summary>The longest name of the 8.3 form, without its extension.</summary>
    private const int LongestShortName = 8;

    /// <summary>The first characters say whose load it is: <c>P003</c>, <c>P0S3</c>, <c>P0M3</c>.</summary>
    private const int PrefixLength = 4;

    private const int LongestDualBootName = 256;

    /// <summary>The first SCCP load that reads XML.</summary>
    private static readonly (int, int, int) FirstWithXml = (3, 1, 0);

    /// <summary>The first SIP load that fetches longer names.</summary>
    private static readonly (int, int, int) FirstWithLongNames = (2, 2, 0);

    internal static async Task<HandsetNext> RunAsync(Handset phone, CancellationToken cancel)
    {
        if (phone.Running is not { } running) return HandsetNext.TryAgain;
        bool isSccp = running.Protocol is PhoneProtocol.Sccp;
        HandsetSettings settings = new(phone);
        phone.Display(isSccp ? "Configuring CM List" : "Requesting Configuration");

        HandsetFetch dual = await AskAsync(phone, "OS79XX.TXT", cancel).ConfigureAwait(false);
        if (dual.IsComplete && ForeignLoad(phone, running, dual.Content) is { } foreign)
            return await TakeImageAsync(phone, foreign, cancel).ConfigureAwait(false);

        string? wanted = isSccp
            ? await AskForXmlAsync(phone, running, settings, cancel).ConfigureAwait(false)
            : await AskForTextAsync(phone, running, settings, cancel).ConfigureAwait(false);
        if (wanted is not null && CanAskFor(phone, running, wanted)
            && await TakeImageAsync(phone, wanted, cancel).ConfigureAwait(false) is HandsetNext.RestartWithNewLoader)
        {
            return HandsetNext.RestartWithNewLoader;
        }

        return await HandsetRegistration.RegisterAsync(phone, settings, cancel).ConfigureAwait(false)
            ? HandsetNext.Registered
            : HandsetNext.TryAgain;
    }

    private static Task<HandsetFetch> AskAsync(Handset phone, string name, CancellationToken cancel)
    {
        TftpFetchHabits habits = HandsetTimes.SccpApplication with
        {
            LongestFile = HandsetTimes.LongestEarlyConfiguration,
        };
        return phone.FetchAsync(name, habits, cancel);
    }

    /// <summary>The load of another protocol that <c>OS79XX.TXT</c> names; null for none.</summary>
    private static string? ForeignLoad(Handset phone, StoredLoad running, byte[] content)
    {
        bool isLiteral = phone.Quirks.TakesDualBootFileLiterally ?? !running.ChecksSignatures;
        ReadOnlySpan<byte> name = content.AsSpan(0, Math.Min(content.Length, LongestDualBootName));
        int end = isLiteral ? -1 : name.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7e);
        string text = Encoding.Latin1.GetString(end < 0 ? name : name[..end]);
        if (text.Length < PrefixLength || text[0] != 'P' || text[1] != '0' || text[3] != '3') return null;
        if (text[..PrefixLength] == running.Name[..PrefixLength]) return null;
        return CanAskFor(phone, running, text) ? text : null;
    }

    private static async Task<string?> AskForXmlAsync(
        Handset phone, StoredLoad running, HandsetSettings settings, CancellationToken cancel)
    {
        string mac = phone.Options.Mac.ToString();
        string[] names = running.Release.CompareTo(FirstWithXml) < 0
            ? [$"SEP{mac}.cnf", "SEPDEFAULT.cnf"]
            : [$"SEP{mac}.cnf.xml", "XMLDefault.cnf.xml", "SEPDEFAULT.cnf"];
        foreach (string name in names)
        {
            HandsetFetch file = await AskAsync(phone, name, cancel).ConfigureAwait(false);
            if (!file.IsComplete || !name.EndsWith(".xml", StringComparison.Ordinal)) continue;
            settings.ReadTags(file.Content);
            if (TagReading.Load(file.Content, phone.Options.Model) is not { } named) continue;
            if (named == running.Name) return null;
            if (!running.ChecksSignatures || named.StartsWith(running.Name[..PrefixLength], StringComparison.Ordinal)
                || named.StartsWith("PD03", StringComparison.Ordinal))
            {
                return named;
            }

            phone.Display("Load ID incorrect");
            return null;
        }

        return null;
    }

    private static async Task<string?> AskForTextAsync(
        Handset phone, StoredLoad running, HandsetSettings settings, CancellationToken cancel)
    {
        string prefix = running.Protocol is PhoneProtocol.Sip ? "SIP" : "MGC";
        string? wanted = null;
        string[] names = [$"{prefix}Default.cnf", $"{prefix}{phone.Options.Mac}.cnf"];
        foreach (string name in prefix == "SIP" ? [.. names, "RINGLIST.DAT", "dialplan.xml"] : names)
        {
            HandsetFetch file = await AskAsync(phone, name, cancel).ConfigureAwait(false);
            if (!file.IsComplete || !names.Contains(name)) continue;
            settings.ReadCnf(file.Content);
            wanted = CnfReading.Settings(file.Content).GetValueOrDefault("image_version") ?? wanted;
        }

        return string.IsNullOrEmpty(wanted) || wanted.Equals(running.Name, StringComparison.OrdinalIgnoreCase)
            ? null
            : wanted;
    }

    private static bool CanAskFor(Handset phone, StoredLoad running, string load)
    {
        (int, int, int) first = running.Protocol is PhoneProtocol.Sccp ? FirstWithXml : FirstWithLongNames;
        bool isOld = running.Release.CompareTo(first) < 0;
        if (!(phone.Quirks.ShortNamesOnly ?? isOld) || load.Length <= LongestShortName) return true;
        phone.Log($"cannot ask for {load}: the name is too long for it");
        return false;
    }

    private static async Task<HandsetNext> TakeImageAsync(Handset phone, string load, CancellationToken cancel)
    {
        bool signedOnly = phone.Running!.ChecksSignatures;
        string name = load + (signedOnly ? ".sbn" : ".bin");
        phone.Display("Upgrading Software");
        TftpFetchHabits habits = HandsetTimes.SccpApplication with { LongestFile = HandsetTimes.LongestImage };
        HandsetFetch fetched = await phone.FetchAsync(name, habits, cancel).ConfigureAwait(false);
        if (!fetched.IsComplete) return HandsetNext.TryAgain;
        string? refusal = null;
        // Before it is signed code, a phone does not know what a signature is.
        byte[]? image = signedOnly
            ? HandsetImageCheck.Payload(phone, name, fetched.Content, out refusal)
            : fetched.Content;
        if (image is not null) refusal = HandsetImageCheck.RefusalOfImage(image, name);
        if (refusal is not null)
        {
            phone.Display(refusal);
            return HandsetNext.TryAgain;
        }

        StoredLoad? taken = phone.LoadOf(load);
        // The name of an SCCP load from 6.0 on is its loader's too.
        bool isLoader = taken is null or { IsLoader: true } or { IsBeforeLoader: false };
        HandsetFlash after = isLoader
            ? new HandsetFlash { Loader = load, LoaderBuild = UniversalImage.BuildIn(image) }
            : new HandsetFlash { Load = load };
        // The image is boot code and application in one: without power now nothing is left that could start.
        await phone.WriteAsync(HandsetPhase.WritingBootCode, phone.Flash with { IsBricked = true }, after, cancel)
            .ConfigureAwait(false);
        return HandsetNext.RestartWithNewLoader;
    }
}
