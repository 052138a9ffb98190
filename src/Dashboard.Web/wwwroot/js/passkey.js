// Forms with data-passkey="create" or "get": before they are sent, the browser makes or shows a passkey with options of this server,
// and its answer goes into the hidden field.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest?.("form[data-passkey]");
  if (!form || form.elements.Credential.value) return;
  event.preventDefault();
  const said = form.querySelector("[data-passkey-error]");
  said.hidden = true;
  try {
    if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) throw new Error("This browser cannot use passkeys here. They need HTTPS or localhost.");
    const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status === 429 ? "Too many attempts. Try again in a minute." : "The server did not answer. Load the page again.");
    const options = await answer.json();
    const credential = form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements.Credential.value = JSON.stringify(credential);
    form.submit();
  } catch (error) {
    said.textContent = error.name === "NotAllowedError" ? "Nothing was done: the browser was not allowed, or it took too long."
      : error.name === "InvalidStateError" ? "This device has a passkey for this account already." : error.message;
    said.hidden = false;
  }
});
