// The little that a page does by itself: colours, sound, keys, and to say when nobody answers. No code of others.
(() => {
  'use strict';
  const root = document.documentElement;
  const year = 31536000;

  function keep(name, value) {
    document.cookie = `ringback-${name}=${encodeURIComponent(value)};path=/;max-age=${year};samesite=strict`;
  }

  // Colours: the system's, or what somebody chose in this browser.
  function showTheme() {
    const chosen = root.dataset.theme || 'auto';
    for (const radio of document.querySelectorAll('input[name=theme]')) radio.checked = radio.value === chosen;
  }

  document.addEventListener('change', event => {
    if (event.target.name !== 'theme') return;
    const theme = event.target.value;
    if (theme === 'auto') delete root.dataset.theme; else root.dataset.theme = theme;
    keep('theme', theme);
  });

  // Sound and notifications: off until somebody switches them on.
  let sounds = root.dataset.sound === 'on';
  let audio = null;
  let lastSound = 0;

  function tone(frequencies, at, length, volume) {
    const gain = audio.createGain();
    gain.connect(audio.destination);
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(volume, at + 0.03);
    gain.gain.setValueAtTime(volume, at + length - 0.06);
    gain.gain.linearRampToValueAtTime(0, at + length);
    for (const frequency of frequencies) {
      const source = audio.createOscillator();
      source.frequency.value = frequency;
      source.connect(gain);
      source.start(at);
      source.stop(at + length);
    }
  }

  function play(kind) {
    audio ??= new AudioContext();
    const now = audio.currentTime + 0.02;
    if (kind === 'trouble') {
      tone([196], now, 0.5, 0.06);
    } else {
      tone([440, 480], now, 0.4, 0.04);
      tone([440, 480], now + 0.6, 0.4, 0.04);
    }
  }

  function showSound() {
    const button = document.getElementById('sound');
    if (!button) return;
    button.setAttribute('aria-pressed', String(sounds));
    button.setAttribute('aria-label', sounds ? button.dataset.on : button.dataset.off);
    button.querySelector('use')?.setAttribute('href', sounds ? '#u-bell' : '#u-mute');
  }

  document.addEventListener('click', event => {
    if (!event.target.closest?.('#sound')) return;
    sounds = !sounds;
    keep('sound', sounds ? 'on' : 'off');
    showSound();
    if (!sounds) return;
    play('done');
    if ('Notification' in window && Notification.permission === 'default') Notification.requestPermission();
  });

  // Several within three seconds are one.
  function tell(kind, text) {
    if (!sounds || Date.now() - lastSound < 3000) return;
    lastSound = Date.now();
    play(kind);
    if ('Notification' in window && Notification.permission === 'granted' && document.hidden)
      new Notification('Ringback', { body: text, tag: 'ringback-' + kind });
  }

  // Single keys; dead in fields.
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input,textarea,select,dialog')) return;
    if (event.key === 'n') {
      const needs = [...document.querySelectorAll('.needs a')];
      needs[(needs.indexOf(document.activeElement) + 1) % needs.length]?.focus();
    } else if (event.key === 'd') {
      const sizes = [...document.querySelectorAll('input[name=size]')];
      sizes.find(size => !size.checked)?.click();
    } else if (event.key === '?') {
      document.getElementById('keys')?.showModal();
    } else if (event.key === '/') {
      const field = document.querySelector('input[type=search]');
      if (!field) return;
      event.preventDefault();
      field.focus();
    }
  });

  // The rest of the tabs of a small screen closes once one of them was chosen.
  document.addEventListener('click', event => {
    const more = document.querySelector('.more-tab[open]');
    if (more && (!more.contains(event.target) || event.target.closest('a'))) more.open = false;
  });

  document.addEventListener('click', event => {
    if (event.target.closest?.('[data-keys]')) document.getElementById('keys')?.showModal();
    else if (event.target.closest?.('[data-close]')) event.target.closest('dialog')?.close();
  });

  // Files go to the API as they are, never through the page's connection.
  async function sendFile(file, told) {
    return new Promise(resolve => {
      const request = new XMLHttpRequest();
      request.open('POST', '/api/library/files?name=' + encodeURIComponent(file.name));
      request.upload.onprogress = step => told.invokeMethodAsync('Sent', file.name, step.loaded, step.total);
      request.onloadend = () => resolve({ status: request.status, text: request.responseText || '' });
      request.send(file);
    });
  }

  async function sendFiles(files, told) {
    for (const file of files) {
      await told.invokeMethodAsync('Begun', file.name, file.size);
      const end = await sendFile(file, told);
      await told.invokeMethodAsync('Ended', file.name, end.status, end.text);
    }
  }

  function takeFiles(told) {
    for (const id of ['files', 'folder-files']) {
      const input = document.getElementById(id);
      input?.addEventListener('change', () => { sendFiles([...input.files], told).then(() => { input.value = ''; }); });
    }
    const over = event => { if (event.dataTransfer?.types.includes('Files')) event.preventDefault(); };
    const drop = event => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      sendFiles([...event.dataTransfer.files], told);
    };
    document.addEventListener('dragover', over);
    document.addEventListener('drop', drop);
    return { stop() { document.removeEventListener('dragover', over); document.removeEventListener('drop', drop); } };
  }

  // A log goes to the API as it is; its report has a page of its own.
  async function explain(name, body) {
    const page = document.getElementById('clinic'), fault = document.getElementById('clinic-fault');
    fault.hidden = true;
    try {
      const answer = await fetch('/api/explain?name=' + encodeURIComponent(name), { method: 'POST', body });
      const told = await answer.json();
      if (answer.ok) { Blazor.navigateTo('/clinic/' + told.id); return; }
      fault.lastElementChild.textContent = told.error || page.dataset.failed;
    } catch {
      fault.lastElementChild.textContent = page.dataset.failed;
    }
    fault.hidden = false;
  }

  document.addEventListener('click', event => {
    if (event.target.closest?.('#explain')) explain('pasted.log', document.getElementById('log').value);
  });
  document.addEventListener('change', event => {
    if (event.target.id === 'log-file' && event.target.files[0])
      explain(event.target.files[0].name, event.target.files[0]);
  });
  document.addEventListener('dragover', event => {
    if (document.getElementById('clinic') && event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  document.addEventListener('drop', event => {
    if (!document.getElementById('clinic') || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    explain(event.dataTransfer.files[0].name, event.dataTransfer.files[0]);
  });

  // Only what is in sight, or nearly, is drawn again all the time; the page tells which phones that is.
  function watchTiles(list, told) {
    const near = new Set();
    let waits = false;
    const idOf = item => item.dataset.phone || item.firstElementChild?.dataset.phone;
    const tell = () => {
      waits = false;
      if (list.isConnected) told.invokeMethodAsync('InSight', [...near]).catch(() => {});
    };
    const sight = new IntersectionObserver(changes => {
      for (const change of changes) {
        const id = idOf(change.target);
        if (change.isIntersecting) near.add(id); else near.delete(id);
      }
      if (!waits) { waits = true; setTimeout(tell, 60); }
    }, { rootMargin: '60% 0px' });
    const take = items => {
      for (const item of items) if (item.nodeType === 1) sight.observe(item);
    };
    const grows = new MutationObserver(changes => {
      for (const change of changes) {
        take(change.addedNodes);
        for (const gone of change.removedNodes) {
          if (gone.nodeType !== 1) continue;
          sight.unobserve(gone);
          near.delete(idOf(gone));
        }
      }
    });
    take(list.children);
    grows.observe(list, { childList: true });
    return { stop() { sight.disconnect(); grows.disconnect(); } };
  }

  // Nobody answers: it is said, and asked again until somebody does.
  let goneSince = null;
  let wasThere = false;

  function gone() {
    if (goneSince) return;
    goneSince = new Date();
    document.getElementById('gone-since').textContent = goneSince.toTimeString().slice(0, 8);
    document.getElementById('gone').hidden = false;
    root.classList.add('is-gone');
    void knock();
  }

  function sayBack() {
    const back = document.getElementById('back');
    back.hidden = false;
    setTimeout(() => { back.hidden = true; }, 6000);
  }

  function back() {
    if (goneSince) sayBack();
    goneSince = null;
    document.getElementById('gone').hidden = true;
    root.classList.remove('is-gone');
  }

  async function knock() {
    while (goneSince) {
      try {
        const answer = await fetch('/health', { cache: 'no-store' });
        if (answer.ok) {
          // Where the connection is known no more, the program was started anew: the page is taken anew, too. So is
          // one that never was connected.
          if (wasThere && await Blazor.reconnect()) { back(); return; }
          sessionStorage.setItem('ringback-scroll', String(scrollY));
          sessionStorage.setItem('ringback-back', 'yes');
          location.reload();
          return;
        }
      } catch {
        // It is still away.
      }
      await new Promise(resolve => setTimeout(resolve, 1000));
    }
  }

  const scroll = sessionStorage.getItem('ringback-scroll');
  if (scroll) {
    sessionStorage.removeItem('ringback-scroll');
    scrollTo(0, Number(scroll));
  }

  if (sessionStorage.getItem('ringback-back')) {
    sessionStorage.removeItem('ringback-back');
    sayBack();
  }

  window.ringback = {
    keep, tell, takeFiles, watchTiles,
    // Told by the page once its buttons do something.
    live() { wasThere = true; root.dataset.live = 'yes'; showTheme(); showSound(); },
    open(title) { title?.focus(); },
    copy(text) { return navigator.clipboard?.writeText(text); },
    print() { window.print(); },
    end(element) { element?.scrollTo({ top: element.scrollHeight }); },
  };

  // A connection that was lost is told to the handler below; nobody is told of a first one that never came about.
  function watched(builder) {
    builder.withServerTimeout(Number(root.dataset.patience));
    const build = builder.build.bind(builder);
    builder.build = () => {
      const connection = build();
      const start = connection.start.bind(connection);
      connection.start = () => start().catch(error => { gone(); throw error; });
      return connection;
    };
  }

  Blazor.start({
    circuit: { configureSignalR: watched, reconnectionHandler: { onConnectionDown: gone, onConnectionUp: back } },
  });
  new MutationObserver(() => { showTheme(); showSound(); }).observe(document.body, { childList: true, subtree: false });
  showTheme();
})();
