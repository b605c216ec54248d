using Ringback.Phones.Cases;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp.RogueServers;

/// <summary>What is known of the other servers, so that each is told of once.</summary>
internal sealed class RogueDhcpServers(InquiryInterface at, RogueDhcpWatchOptions options)
{
    private readonly RecentTable<Ipv4Address, Entry> _entries = new(options.MostRogueServers);

    /// <summary>Takes in an answer.</summary>
    /// <param name="answer">An answer to us or to somebody else.</param>
    /// <param name="isToUs">True when our inquiry was answered.</param>
    /// <returns>What is new; null when nothing is.</returns>
    internal RogueDhcpSighting? Note(DhcpAnswer answer, bool isToUs)
    {
        if (answer.Message.Type is not (DhcpMessageType.Offer or DhcpMessageType.Ack or DhcpMessageType.Nak))
            return null;
        RogueDhcpOffer offer = RogueDhcpOffer.Of(answer, at, options.Search.TftpServer);
        if (offer.IsOurs) return null;

        // Somebody who sends ever new names must not fill the memory, nor hide a server that comes later: who was heard
        // longest ago is forgotten. How often is told is for whoever is told.
        if (!_entries.TryGet(offer.Server, out Entry? entry)) entry = new Entry();
        _entries.Set(offer.Server, entry);
        RogueDhcpNews? news = entry.Take(answer.Message, isToUs);
        return news is { } what ? new RogueDhcpSighting(what, offer) : null;
    }

    private sealed class Entry
    {
        private string? _offered;
        private bool _wasOverheard;
        private bool _hasRefused;

        internal RogueDhcpNews? Take(DhcpMessage message, bool isToUs)
        {
            if (message.Type == DhcpMessageType.Nak)
            {
                if (_hasRefused) return null;
                _hasRefused = true;
                return RogueDhcpNews.Refused;
            }

            if (!isToUs)
            {
                // What it tells another client can rightly differ, so it is no change.
                if (_wasOverheard || _offered is not null) return null;
                _wasOverheard = true;
                return RogueDhcpNews.Overheard;
            }

            string before = _offered ?? "";
            _offered = Substance(message);
            return before == _offered ? null : before.Length == 0 ? RogueDhcpNews.Appeared : RogueDhcpNews.Changed;
        }

        /// <summary>What matters to a phone. Its address and what is left of a lease change each time.</summary>
        private static string Substance(DhcpMessage offer) => string.Join('\n', offer.Options
            .Where(option => option.Code is not (DhcpOptionCode.MessageType or DhcpOptionCode.LeaseTime
                or DhcpOptionCode.RenewalTime or DhcpOptionCode.RebindingTime or DhcpOptionCode.RelayInformation))
            .OrderBy(option => option.Code)
            .Select(option => $"{option.Code} {Convert.ToHexString(option.Value.Span)}")
            .Append($"{offer.NextServer} {offer.ServerName} {offer.BootFile}"));
    }
}
