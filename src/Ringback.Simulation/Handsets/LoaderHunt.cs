using System.Net;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Handsets;

/// <summary>How a universal loader's search for the name of its load ended.</summary>
/// <param name="Load">The load that a file named; null when there is nothing to follow.</param>
/// <param name="Display">
/// What a phone without an application shows; null when <see cref="Load"/> is not.
/// </param>
/// <param name="IsStuck">True when it asks for a file that it cannot do without.</param>
internal sealed record HuntEnd(string? Load, string? Display, bool IsStuck = false);

/// <summary>
/// The questions of a universal loader, from the trust list to the name of a load. A file that is there decides: the
/// hunt does not go on behind it (sources.md 7940-7960-code §3).
/// </summary>
internal sealed class LoaderHunt(Handset phone, CancellationToken cancel)
{
    /// <summary>A looping loader asks this often before its round counts as a boot; it does so for ever.</summary>
    private const int AsksOfALoop = 10;

    private const int ShortestTrustList = 100;
    private const int MostServers = 3;
    private const int LongestName = 56;
    private const string NoLoad = "No Load Specified";
    private const string NotFound = "TFTP file not found";

    private static readonly (int, int, int) LastLooping = (7, 2, int.MaxValue);
    private static readonly (int, int, int) FirstSelective = (8, 0, 0);

    private readonly string _mac = phone.Options.Mac.ToString();
    private IPEndPoint? _server;
    private int _servers = 1;

    /// <summary>Rounds of silence are counted per boot: with one server it has three, with two six (§6).</summary>
    private int _rounds = phone.Options.SecondTftp is null ? 3 : 6;

    /// <summary>The whole search.</summary>
    internal async Task<HuntEnd> RunAsync()
    {
        if (!await AskForTrustListAsync().ConfigureAwait(false)) return Stuck;
        if (_rounds <= 0) return Silent;
        HandsetFetch sep = await AskInsistentlyAsync($"SEP{_mac}.cnf.xml").ConfigureAwait(false);
        if (sep.IsSilence) return Silent;
        if (sep.IsComplete)
        {
            phone.Display("Booting SEP Protocol");
            return Named(TagReading.Load(sep.Content, phone.Options.Model));
        }

        return Loops ? Stuck : await FromSipAsync(asksXmlDefault: true).ConfigureAwait(false);
    }

    /// <summary>A file; error 8 brings an empty one, after error 3 it asks for ever, silence costs a round.</summary>
    internal async Task<HandsetFetch> AskAsync(string name, long room = HandsetTimes.LongestConfiguration)
    {
        string asked = Secured(name.Length > LongestName ? name[..LongestName] : name);
        while (true)
        {
            TftpFetchHabits habits = HandsetTimes.Loader with { LongestFile = room };
            HandsetFetch file = await phone.FetchAsync(asked, habits, cancel, _server).ConfigureAwait(false);
            if (file.IsBusy) await phone.WaitAsync(HandsetTimes.BusySeconds, cancel).ConfigureAwait(false);
            else if (file.IsEmptyByError) return new HandsetFetch(TftpFetchEnding.Complete, [], file.Error);
            else if (!file.IsSilence || --_rounds <= 0) return file;
            else phone.TurnToOtherServer();
        }
    }

    private static HuntEnd Stuck { get; } = new(null, "TFTP file not found", IsStuck: true);

    private static HuntEnd Silent { get; } = new(null, "TFTP timeout");

    private bool Loops => phone.Quirks.EarlyLoaderCtlsepLoop
        && phone.LoadOf(phone.Flash.Loader) is { } loader && loader.Release.CompareTo(LastLooping) <= 0;

    private static HuntEnd Named(string? load) => load is null ? new HuntEnd(null, NoLoad) : new HuntEnd(load, null);

    /// <summary>
    /// With a stored trust list names are asked for signed: 7.5 all of them, 8.12 not the SIP ones.
    /// </summary>
    private string Secured(string name)
    {
        if (!phone.Flash.HasTrustList || name.EndsWith(".tlv", StringComparison.Ordinal)) return name;
        bool isSelective = phone.LoadOf(phone.Flash.Loader) is { } loader
            && loader.Release.CompareTo(FirstSelective) >= 0;
        return isSelective && name.StartsWith("SIP", StringComparison.Ordinal) ? name : name + ".sgn";
    }

    /// <summary>False when it cannot go on without one.</summary>
    private async Task<bool> AskForTrustListAsync()
    {
        string name = $"CTLSEP{_mac}.tlv";
        HandsetFetch file = await AskInsistentlyAsync(name, HandsetTimes.LongestTrustList).ConfigureAwait(false);
        if (!file.IsComplete) return !Loops;
        if (file.Content.Length >= ShortestTrustList && HandsetEnvelope.Of(file.Content) is not null)
        {
            // It is stored unseen.
            phone.Remember(phone.Flash with { HasTrustList = true });
            return true;
        }

        if (Loops) return true;
        phone.Display("File auth error");
        await phone.WaitAsync(phone.Chance(HandsetTimes.OnceMoreSeconds), cancel).ConfigureAwait(false);
        await AskAsync(name, HandsetTimes.LongestTrustList).ConfigureAwait(false);
        return true;
    }

    private async Task<HandsetFetch> AskInsistentlyAsync(
        string name, long room = HandsetTimes.LongestConfiguration)
    {
        HandsetFetch file = await AskAsync(name, room).ConfigureAwait(false);
        for (int asked = 1; Loops && asked < AsksOfALoop && !file.IsComplete; asked++)
        {
            await phone.WaitAsync(HandsetTimes.BusySeconds, cancel).ConfigureAwait(false);
            file = await AskAsync(name, room).ConfigureAwait(false);
        }

        return file;
    }

    private async Task<HuntEnd> FromSipAsync(bool asksXmlDefault)
    {
        HandsetFetch sip = await AskAsync($"SIP{_mac}.cnf").ConfigureAwait(false);
        if (sip.IsSilence) return Silent;
        if (sip.IsComplete)
        {
            phone.Display("Booting SIP Protocol");
            if (await ElsewhereAsync(sip.Content).ConfigureAwait(false) is { } moved) return moved;
            return CnfReading.Load(sip.Content) is { } load
                ? Named(load)
                : await SipDefaultAsync().ConfigureAwait(false);
        }

        HandsetFetch mgc = await AskAsync($"MGC{_mac}.cnf").ConfigureAwait(false);
        if (mgc.IsSilence) return Silent;
        if (mgc.IsComplete)
        {
            phone.Display("Booting MGC Protocol");
            if (await ElsewhereAsync(mgc.Content).ConfigureAwait(false) is { } moved) return moved;
            return CnfReading.Load(mgc.Content) is { } load
                ? Named(load)
                : await MgcDefaultAsync().ConfigureAwait(false);
        }

        if (asksXmlDefault)
        {
            HandsetFetch xml = await AskAsync("XMLDefault.cnf.xml").ConfigureAwait(false);
            if (xml.IsSilence) return Silent;
            if (xml.IsComplete)
            {
                phone.Display("Booting SEP Protocol");
                return Named(TagReading.Load(xml.Content, phone.Options.Model));
            }
        }

        return await SipDefaultAsync().ConfigureAwait(false);
    }

    private async Task<HuntEnd> SipDefaultAsync() =>
        await DefaultAsync("SIPDefault.cnf", "SIP").ConfigureAwait(false)
            ?? await MgcDefaultAsync().ConfigureAwait(false);

    private async Task<HuntEnd> MgcDefaultAsync() =>
        await DefaultAsync("MGCDefault.cnf", "MGC").ConfigureAwait(false) ?? new HuntEnd(null, NotFound);

    /// <summary>A default file, and the phone's own in the folder that it names; null when it is not there.</summary>
    private async Task<HuntEnd?> DefaultAsync(string name, string prefix)
    {
        HandsetFetch file = await AskAsync(name).ConfigureAwait(false);
        if (file.IsSilence) return Silent;
        if (!file.IsComplete) return null;
        phone.Display($"Booting {prefix} Protocol");
        if (await ElsewhereAsync(file.Content).ConfigureAwait(false) is { } moved) return moved;
        string? load = CnfReading.Load(file.Content);
        if (CnfReading.Folder(file.Content) is not { } folder) return Named(load);
        HandsetFetch own = await AskAsync($"{folder}{prefix}{_mac}.cnf").ConfigureAwait(false);
        return own.IsSilence ? Silent : Named((own.IsComplete ? CnfReading.Load(own.Content) : null) ?? load);
    }

    /// <summary>The hunt at the server that a file names; null when it names none, or one too many.</summary>
    private async Task<HuntEnd?> ElsewhereAsync(byte[] content)
    {
        // A host name would need a DNS server, which nobody simulates.
        if (!IPAddress.TryParse(CnfReading.OtherServer(content), out IPAddress? other) || _servers > MostServers)
            return null;
        if (other.Equals((_server ?? phone.Server).Address)) return null;
        _servers++;
        _server = new IPEndPoint(other, phone.Options.Tftp.Port);
        return await FromSipAsync(asksXmlDefault: false).ConfigureAwait(false);
    }
}
