namespace Ringback.Wire.Dhcp;

/// <summary>DISCOVER: which address, whether it is free, and the OFFER. RFC 2131 §4.3.1.</summary>
internal sealed class DhcpOffers(
    DhcpServerOptions options, DhcpReplies replies, DhcpStandings standings, DhcpSilence silence)
{
    private readonly DhcpLimits _limits = options.Limits;

    /// <summary>
    /// Offers the address that is reserved for the client, else its own, else its last one, else what it asks for,
    /// else a new one.
    /// </summary>
    public void Discover(in DhcpExchange exchange)
    {
        DhcpBinding? own = exchange.Pool.Find(exchange.Client);
        if (own is not null && !ShouldMove(exchange, own))
        {
            OfferOwn(exchange, own);
            return;
        }

        OfferNew(exchange, probes: 1);
    }

    /// <summary>The client's own address, or one on its way to it.</summary>
    private void OfferOwn(in DhcpExchange exchange, DhcpBinding own)
    {
        TimeSpan held = exchange.Now + _limits.OfferTime;
        switch (own.State)
        {
            case DhcpBindingState.Probing:
                // The answer to the probe goes to the last DISCOVER, whose transaction the client waits for.
                own.Waiting = exchange.Message;
                own.WaitingArrival = exchange.Arrival;
                return;
            case DhcpBindingState.Leased:
                // Not shortened, because the client may not have forgotten it; and not at its end before the REQUEST.
                Offer(exchange, own, DhcpBindingState.Leased, held > own.Until ? held : own.Until);
                return;
            case DhcpBindingState.Idle when options.ProbesAddresses && !own.WasLeased:
                if (HasRoom(exchange) && HasRoomForOffer(exchange)) Probe(exchange, own, probes: 1);
                return;
            case DhcpBindingState.Idle when !HasRoom(exchange):
                return;
            default:
                Offer(exchange, own, DhcpBindingState.Offered, held);
                return;
        }
    }

    /// <summary>The probe of an address has ended.</summary>
    public void ProbeEnded(in DhcpExchange exchange, DhcpBinding binding, bool inUse)
    {
        if (!inUse)
        {
            Offer(exchange, binding, DhcpBindingState.Offered, exchange.Now + _limits.OfferTime);
            return;
        }

        int probes = binding.Probes + 1;
        TimeSpan until = exchange.Now + _limits.QuarantineTime;
        exchange.Pool.Quarantine(binding, until, isClientsWord: false);
        exchange.Add(new DhcpPersist(binding.ToLease(DhcpLeaseState.Quarantined)));
        exchange.Add(new DhcpQuarantined(binding.Address, default, until));
        if (probes > _limits.ProbesPerDiscover) Ignore(exchange, DhcpBecause.TooManyInUse);
        else OfferNew(exchange, probes);
    }

    /// <summary>
    /// True when there is room for one more live binding of this client. Reservations are exempt: each is an address
    /// that somebody wrote down.
    /// </summary>
    public bool HasRoom(in DhcpExchange exchange)
    {
        if (!exchange.Reserved.IsNone) return true;
        if (exchange.Pool.CountOf(exchange.Message.Hardware) >= _limits.AddressesPerHardware)
            return Ignore(exchange, DhcpBecause.TooManyPerHardware);
        if (exchange.Pool.Free > 0
            && !standings.HasRoom(standings.Of(exchange), exchange.Pool.Free, exchange.Pool.Size))
        {
            return Ignore(exchange, DhcpBecause.KeptForPhones);
        }

        return exchange.Pool.CountOf(exchange.Circuit) < _limits.AddressesPerCircuit
            || Ignore(exchange, DhcpBecause.TooManyPerCircuit);
    }

    /// <summary>
    /// True when one more offer to a client that never had its address may wait. Clients that had theirs are not held
    /// up by a flood of new ones.
    /// </summary>
    private bool HasRoomForOffer(in DhcpExchange exchange)
    {
        DhcpStanding standing = standings.Of(exchange);
        int probing = exchange.Pool.Count(DhcpBindingState.Probing);
        int waiting = exchange.Pool.Count(DhcpBindingState.Offered) + probing;
        if (!standings.HasRoom(standing, _limits.ProbesPending - probing, _limits.ProbesPending))
            return Ignore(exchange, DhcpBecause.TooManyProbes);
        return standings.HasRoom(standing, _limits.OffersOutstanding - waiting, _limits.OffersOutstanding)
            || Ignore(exchange, DhcpBecause.TooManyOffers);
    }

    /// <summary>
    /// True when the client must leave its address: it is not the client's any more by the configuration, or another
    /// one is reserved for it and nobody sits on that.
    /// </summary>
    private static bool ShouldMove(in DhcpExchange exchange, DhcpBinding own)
    {
        if (!exchange.MayHave(own.Address)) return true;
        return !exchange.Reserved.IsNone && own.Address != exchange.Reserved
            && exchange.Pool.IsFree(exchange.Reserved);
    }

    private void OfferNew(in DhcpExchange exchange, int probes)
    {
        if (!HasRoom(exchange) || !HasRoomForOffer(exchange)) return;
        DhcpPool pool = exchange.Pool;
        bool isReserved = !exchange.Reserved.IsNone && pool.IsFree(exchange.Reserved);
        Ipv4Address address = isReserved ? exchange.Reserved : pool.Next(exchange.Message.RequestedAddress);
        if (address.IsNone)
        {
            Ignore(exchange, DhcpBecause.Exhausted);
            return;
        }

        DhcpBinding binding = pool.Take(address, exchange.Client);
        if (options.ProbesAddresses) Probe(exchange, binding, probes);
        else Offer(exchange, binding, DhcpBindingState.Offered, exchange.Now + _limits.OfferTime);
    }

    private void Probe(in DhcpExchange exchange, DhcpBinding binding, int probes)
    {
        exchange.Pool.Move(binding, DhcpBindingState.Probing, exchange.Now + _limits.ProbeTime, exchange);
        binding.Waiting = exchange.Message;
        binding.WaitingArrival = exchange.Arrival;
        binding.Probes = probes;
        exchange.Add(new DhcpProbe(binding.Address, exchange.Message.Hardware));
    }

    private void Offer(in DhcpExchange exchange, DhcpBinding binding, DhcpBindingState state, TimeSpan until)
    {
        // Said once and kept until the REQUEST, so that ACK and OFFER agree.
        if (binding.State != DhcpBindingState.Offered)
        {
            bool isNew = (!binding.WasLeased || binding.IsOnTrial) && exchange.Reserved.IsNone;
            binding.IsOnTrial = isNew && standings.IsOnTrial(exchange);
        }

        // A lease belongs to the port that it was acknowledged at until it is acknowledged at another.
        if (state == DhcpBindingState.Leased) exchange.Pool.Move(binding, state, until);
        else exchange.Pool.Move(binding, state, until, exchange);
        exchange.Add(replies.Lease(exchange, binding, DhcpBecause.Offered));
    }

    private bool Ignore(in DhcpExchange exchange, DhcpBecause why)
    {
        silence.Note(why, exchange.Message, exchange.Now, exchange.Effects);
        return false;
    }
}
