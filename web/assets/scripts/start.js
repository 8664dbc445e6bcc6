// Every page works without the scripts; what only they can do shows under this class.

document.documentElement.classList.add('js');
